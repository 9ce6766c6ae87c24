// CSV as RFC 4180 describes it: commas, cells in quotes where they hold commas, quotes or line ends. Pure.

/** `line` is where the record begins, from 1. */
export type CsvRecord = { line: number; cells: string[] };

/** More cells than anybody names in a first line; a hostile line holds millions. */
const MOST_CELLS = 50;

/** `open`: the line of a quotation mark that nothing closes. Lines that hold nothing are left out. Stops once there are more than `most` records. */
export function readCsv(text: string, most: number): { records: CsvRecord[]; open: number | null } {
  const records: CsvRecord[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length && records.length <= most) {
    const cells: string[] = [];
    const began = line;
    for (;;) {
      if (text[at] === '"') {
        const end = closing(text, at + 1);
        if (end === -1) return { records, open: line };
        const raw = text.slice(at + 1, end);
        line += raw.split('\n').length - 1;
        // What stands between the closing quote and the comma belongs to nobody; spreadsheets write nothing there.
        const next = endOfCell(text, end + 1);
        if (cells.length < MOST_CELLS) cells.push(raw.replaceAll('""', '"'));
        at = next;
      } else {
        const next = endOfCell(text, at);
        if (cells.length < MOST_CELLS) cells.push(text.slice(at, next));
        at = next;
      }
      if (text[at] !== ',') break;
      at++;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    at++;
    line++;
    if (cells.length > 1 || cells[0]?.trim()) records.push({ line: began, cells });
  }
  return { records, open: null };
}

/** Where the quote that ends this cell stands; a doubled one is one that is meant. */
function closing(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

function endOfCell(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== ',' && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}
