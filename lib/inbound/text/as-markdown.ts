const ADDRESS = /((?:https?:\/\/|mailto:|www\.)\S+|[^\s@<>]{1,64}@[^\s@<>]{1,255}\.[^\s@<>]+)/i;

/** Plain text as Markdown that reads the same: what would be taken for marks is escaped, addresses stay whole, lists stay lists. */
export function asMarkdown(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) =>
      line
        // Four spaces would make it code.
        .replace(/^[ \t]+/, (space) => (space.length > 3 || space.includes('\t') ? '   ' : space))
        .split(ADDRESS)
        .map((piece, at) => (at % 2 === 1 ? piece : piece.replace(/[\\`*_[\]<~|]/g, '\\$&')))
        .join('')
        .replace(/^(\s*)(#{1,6}(?=\s|$)|>|=+\s*$|-+\s*$)/, '$1\\$2')
        .replace(/^(\s*)\\\*(?=\s)/, '$1*'),
    )
    .join('\n');
}
