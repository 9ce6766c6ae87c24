/** RFC 3676: lines that end in a space go on in the next, if that is quoted as deep. @param deleteSpace the `delsp` parameter. */
export function unflow(text: string, deleteSpace: boolean): string {
  const out: string[] = [];
  let open: { depth: number; parts: string[] } | null = null;
  const close = () => {
    if (open) out.push(`${'>'.repeat(open.depth)}${open.depth > 0 ? ' ' : ''}${open.parts.join('')}`);
    open = null;
  };
  for (const line of text.split('\n')) {
    const depth = /^>{0,200}/.exec(line)?.[0].length ?? 0;
    const content = line.slice(depth).replace(/^ /, '');
    const flows = content.endsWith(' ') && content !== '-- ';
    const piece = flows && deleteSpace ? content.slice(0, -1) : content;
    const before = open as { depth: number; parts: string[] } | null;
    if (before && before.depth === depth && content !== '-- ') before.parts.push(piece);
    else {
      close();
      open = { depth, parts: [piece] };
    }
    if (!flows) close();
  }
  close();
  return out.join('\n');
}
