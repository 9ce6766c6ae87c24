/**
 * Where to go after signing in: a path of ours, never another site. Typed as one of our routes, since the checker knows those as
 * literals only.
 */
export function safePath(given: FormDataEntryValue | string | null | undefined): '/' {
  const path = typeof given === 'string' ? given : '';
  return isOwnPath(path) && !path.startsWith('/sign-in') ? (path as '/') : '/';
}

/** Browsers read "/\" and "//" as another host, and drop tabs and line breaks before reading. */
export function isOwnPath(path: string): boolean {
  return /^\/(?![/\\])[^\s\\]*$/.test(path);
}
