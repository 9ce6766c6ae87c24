// Mails during whose fetching the connection ended: some servers hang up on a mail that they cannot read, and would do so for ever. Such mails
// are asked for alone, and given up when they have ended a connection several times; those that come after them must not wait.

const MOST_TIMES = 4;

export type Suspects = ReturnType<typeof noSuspects>;

export function noSuspects() {
  const times = new Map<number, number>();
  let asking: number[] = [];
  let validity: bigint | undefined;
  return {
    /** UIDs are only what they were under this UIDVALIDITY. */
    under: (uidValidity: bigint) => {
      if (uidValidity !== validity) times.clear();
      validity = uidValidity;
    },
    /** Asks, and remembers for what, should it never be answered. */
    asking: async <T>(uids: number[], ask: () => Promise<T>): Promise<T> => {
      asking = uids;
      const answer = await ask();
      asking = [];
      return answer;
    },
    arrived: (uids: number[]) => {
      for (const uid of uids) times.delete(uid);
    },
    connectionEnded: () => {
      for (const uid of asking) times.set(uid, (times.get(uid) ?? 0) + 1);
      asking = [];
    },
    isOne: (uid: number) => times.has(uid),
    isGivenUp: (uid: number) => (times.get(uid) ?? 0) >= MOST_TIMES,
  };
}
