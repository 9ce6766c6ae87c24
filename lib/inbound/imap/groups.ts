export type Sized = { uid: number; size: number };

// One round trip and one transaction each; and never more than this in memory, but for a single mail that is larger.
const MOST_MAILS = 50;
const MOST_BYTES = 4 * 1024 * 1024;

/** Mails to fetch together, in the order of their UIDs. @param largest a mail over it is not fetched as a whole, so it counts as that. */
export function groupsOf(mails: Sized[], largest: number): Sized[][] {
  const groups: Sized[][] = [];
  let bytes = 0;
  for (const mail of mails.toSorted((a, b) => a.uid - b.uid)) {
    const size = Math.min(mail.size, largest);
    const group = groups.at(-1);
    if (group && group.length < MOST_MAILS && bytes + size <= MOST_BYTES) {
      group.push(mail);
      bytes += size;
    } else {
      groups.push([mail]);
      bytes = size;
    }
  }
  return groups;
}
