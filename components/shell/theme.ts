// The colour scheme: a cookie, so that the server paints the right one from the first byte.
export type Theme = 'light' | 'dark' | 'system';
const YEAR_SECONDS = 31_536_000;

export function setTheme(theme: Theme): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet
  document.cookie = `theme=${theme}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
  paint(theme);
}

export function paint(theme: Theme): void {
  const dark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.classList.toggle('dark', dark);
}
