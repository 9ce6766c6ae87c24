/** [1] in rendered Markdown becomes a link to the source on the same page. @param html from renderMarkdown: safe. */
export function linkMarks(html: string, citations: { n: number }[]): string {
  const known = new Set(citations.map(({ n }) => n));
  return html
    .split(/(<[^>]+>)/)
    .map((piece) =>
      piece.startsWith('<')
        ? piece
        : piece.replace(/\s?\[(\d{1,2})\]/g, (mark, digits: string) =>
            known.has(Number(digits)) ? `<a class="cite" href="#source-${digits}">${digits}</a>` : mark,
          ),
    )
    .join('');
}
