// Cuts a passage into what can be quoted alone: sentences, items of a list, rows of a table. Pure.

export type Unit = {
  text: string;
  kind: 'sentence' | 'item' | 'step' | 'row';
  /** Which block of the passage it stands in; steps of one block belong together. */
  block: number;
};

export function unitsOf(passage: string): Unit[] {
  return passage.split(/\n{2,}/).flatMap((text, block) => blockUnits(text, block));
}

function blockUnits(text: string, block: number): Unit[] {
  if (/^\s*(```|~~~)/.test(text)) return [];
  if (text.trimStart().startsWith('|')) return rows(text).map((row) => ({ text: row, kind: 'row', block }));
  const units: Unit[] = [];
  // A paragraph may run into its list without an empty line.
  for (const part of text.split(/\n(?=\s*(?:[-*+]|\d+[.)])\s)/)) {
    if (/^\s*\d+[.)]\s/.test(part)) units.push({ text: part.trim(), kind: 'step', block });
    else if (/^\s*[-*+]\s/.test(part)) units.push({ text: part.trim(), kind: 'item', block });
    else units.push(...sentences(part).map((sentence): Unit => ({ text: sentence, kind: 'sentence', block })));
  }
  return units;
}

/** "- first cell: heading cell, heading cell", so that a row can be read without its table. */
function rows(table: string): string[] {
  const cells = table.split('\n').map((line) =>
    line
      .trim()
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => cell.trim()),
  );
  const [header = [], , ...body] = cells;
  return body.map((row) => {
    const rest = row.slice(1).map((cell, index) => `${header[index + 1] ?? ''} ${cell}`.trim());
    return `- ${row[0] ?? ''}: ${rest.join(', ')}`;
  });
}

/** Splits at sentence ends, not at "e.g." or "3.5". */
export function sentences(text: string): string[] {
  return text
    .replace(/\n/g, ' ')
    .split(/(?<=[.!?][)*”"'_]{0,3})\s+(?=[\p{Lu}\p{N}“"'*(_\p{Lo}])|(?<=[。！？])\s*/u)
    .reduce<string[]>((parts, part) => {
      const last = parts.at(-1);
      if (last && /\b(e\.g|i\.e|etc|vs|z\.B|bzw|ca|p\.ej|No|Nr|approx|Mr|Mrs|Dr|St|max|min|incl)\.$/.test(last))
        parts[parts.length - 1] = `${last} ${part}`;
      else parts.push(part);
      return parts;
    }, [])
    .map((part) => part.trim())
    .filter(Boolean);
}
