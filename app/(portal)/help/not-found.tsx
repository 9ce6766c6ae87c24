/** For a page that vanished between proxy.ts' look and its own. */
export { PageNotFound as default } from '#components/portal/page-not-found.tsx';
