// Puts what verification found onto the rendered draft: [1] becomes a button, a sentence without support gets a mark.

type Notes = { citations: { n: number; title: string }[]; unsupported: { text: string; problem: string }[] };

/** @param html from renderMarkdown: safe. @param citeLabel names a citation's button, e.g. "Source 1: Voiding a label". */
export function annotate(
  html: string,
  { citations, unsupported }: Notes,
  citeLabel: (n: number, title: string) => string,
): string {
  const pieces = html.split(/(<[^>]+>)/);
  const units = pieces.flatMap((piece): Unit[] =>
    piece.startsWith('<') ? [{ raw: piece, char: '', tag: true, claim: -1 }] : textUnits(piece),
  );
  for (const [claim, { text }] of unsupported.entries()) markClaim(units, text, claim);
  return withCitations(joined(units), citations, citeLabel);
}

/** One character of text (an entity counts as one), or one tag. */
type Unit = { raw: string; char: string; tag: boolean; claim: number };

function textUnits(piece: string): Unit[] {
  return (piece.match(/&[a-z0-9#]+;|[\s\S]/giu) ?? []).map((raw) => ({
    raw,
    char: decoded(raw),
    tag: false,
    claim: -1,
  }));
}

function markClaim(units: Unit[], text: string, claim: number): void {
  const wanted = significant([...bare(text)].map((char) => ({ char }))).map(({ char }) => char);
  if (wanted.length < 3) return;
  const shown = significant(units.filter((unit) => !unit.tag));
  const at = indexOfRun(
    shown.map(({ char }) => char),
    wanted,
  );
  if (at < 0) return;
  let first = units.indexOf(shown[at] as Unit);
  let last = units.indexOf(shown[at + wanted.length - 1] as Unit);
  while (isSign(units[first - 1])) first--;
  while (isSign(units[last + 1])) last++;
  for (const unit of units.slice(first, last + 1)) if (!unit.tag) unit.claim = claim;
}

/** Currency signs and full stops belong to the words that they touch. */
function isSign(unit: Unit | undefined): boolean {
  return unit !== undefined && !unit.tag && /[^\p{L}\p{N}\s[\]]/u.test(unit.char);
}

/** Letters and digits alone, so that white space, marks and Markdown's signs cannot part what belongs together. Citation numbers are skipped. */
function significant<T extends { char: string }>(units: T[]): T[] {
  const kept: T[] = [];
  for (let i = 0; i < units.length; i++) {
    const unit = units[i];
    if (!unit) continue;
    if (unit.char === '[') {
      const end = units.slice(i, i + 4).findIndex(({ char }) => char === ']');
      if (end > 1 && units.slice(i + 1, i + end).every(({ char }) => /\d/.test(char))) {
        i += end;
        continue;
      }
    }
    if (/[\p{L}\p{N}]/u.test(unit.char)) kept.push(unit);
  }
  return kept;
}

function indexOfRun(all: string[], run: string[]): number {
  for (let start = 0; start + run.length <= all.length; start++) {
    if (run.every((char, offset) => all[start + offset] === char)) return start;
  }
  return -1;
}

function joined(units: Unit[]): string {
  let html = '';
  let open = -1;
  for (const unit of units) {
    const claim = unit.tag ? -1 : unit.claim;
    if (claim !== open) {
      if (open >= 0) html += '</mark>';
      if (claim >= 0) html += `<mark data-claim="${claim}">`;
      open = claim;
    }
    html += unit.raw;
  }
  return open >= 0 ? `${html}</mark>` : html;
}

function withCitations(
  html: string,
  citations: Notes['citations'],
  label: (n: number, title: string) => string,
): string {
  const known = new Map(citations.map((citation) => [citation.n, citation.title]));
  return html
    .split(/(<[^>]+>)/)
    .map((piece) =>
      piece.startsWith('<')
        ? piece
        : piece.replace(/\s?\[(\d{1,2})\]/g, (mark, digits: string) => {
            const title = known.get(Number(digits));
            if (title === undefined) return mark;
            return `<button type="button" class="cite" data-cite="${digits}" aria-label="${escaped(label(Number(digits), title))}">${digits}</button>`;
          }),
    )
    .join('');
}

/** What Markdown would render away: a link's address, emphasis and code signs are not significant anyway. */
function bare(text: string): string {
  return text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
}

function decoded(raw: string): string {
  const named: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };
  return named[raw] ?? (raw.length > 1 && raw.startsWith('&') ? ' ' : raw);
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
