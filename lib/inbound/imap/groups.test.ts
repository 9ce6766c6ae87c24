import { expect, test } from 'vitest';
import { groupsOf } from './groups.ts';

const MB = 1024 * 1024;
const sized = (...sizes: number[]) => sizes.map((size, at) => ({ uid: at + 1, size }));
const uids = (groups: { uid: number }[][]) => groups.map((group) => group.map(({ uid }) => uid));

test('small mails travel together, fifty at most; large ones alone', () => {
  const groups = groupsOf(sized(...Array.from({ length: 120 }, () => 2_000)), 25 * MB);
  expect(groups.map((group) => group.length)).toEqual([50, 50, 20]);
  expect(uids(groupsOf(sized(3 * MB, 2 * MB, MB, 20 * MB, 10), 25 * MB))).toEqual([[1], [2, 3], [4], [5]]);
});

test('in the order of their UIDs, whatever order the server names them in', () => {
  expect(
    uids(
      groupsOf(
        [
          { uid: 9, size: 1 },
          { uid: 2, size: 1 },
        ],
        MB,
      ),
    ),
  ).toEqual([[2, 9]]);
  expect(groupsOf([], MB)).toEqual([]);
});

test('a mail over the limit is fetched in part and alone', () => {
  expect(uids(groupsOf(sized(10, 900 * MB, 10), 25 * MB))).toEqual([[1], [2], [3]]);
});
