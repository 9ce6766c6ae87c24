import type { Route } from 'next';

/** Where to go after signing in: a path of ours, never another site. */
export function safePath(given: FormDataEntryValue | string | null | undefined): Route {
  const path = typeof given === 'string' ? given : '';
  // Browsers read "/\" and "//" as another host, and drop tabs and line breaks before reading.
  return /^\/(?![/\\])[^\s\\]*$/.test(path) && !path.startsWith('/sign-in') ? (path as Route) : '/';
}
