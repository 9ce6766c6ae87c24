/** For the `ref` of the current link in a row that scrolls sideways on a phone: the page one is on is in sight. */
export function intoSight(link: HTMLElement | null): void {
  const row = link?.parentElement;
  if (link && row) row.scrollLeft = link.offsetLeft - (row.clientWidth - link.clientWidth) / 2;
}
