/** The look of buttons and button-like links in the portal: larger than in the agent app, for thumbs. */
export function portalButton({
  primary = false,
  height = 'h-11',
}: {
  primary?: boolean;
  height?: 'h-8' | 'h-9' | 'h-11';
} = {}): string {
  const look = primary
    ? 'border-ink bg-ink text-ink-inv hover:bg-ink/88'
    : 'border-line-2 bg-surface text-ink hover:bg-hover';
  const size = height === 'h-8' ? 'h-8 px-3 text-md' : `${height} px-4 text-[15px]`;
  return `inline-flex ${size} items-center justify-center gap-2 rounded-lg border font-[550] whitespace-nowrap shadow-1 transition-colors disabled:opacity-60 ${look}`;
}
