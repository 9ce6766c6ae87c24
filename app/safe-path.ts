/**
 * Where to go after signing in: a path of ours, never another site. Typed as one of our routes, since the checker knows those as
 * literals only.
 */
export function safePath(given: FormDataEntryValue | string | null | undefined): '/' {
  const path = typeof given === 'string' ? given : '';
  // Browsers read "/\" and "//" as another host, and drop tabs and line breaks before reading.
  return /^\/(?![/\\])[^\s\\]*$/.test(path) && !path.startsWith('/sign-in') ? (path as '/') : '/';
}
