import { expect, test } from 'vitest';
import { type ReadSet, readImportedSet, SAMPLES } from './imported-set.ts';

const NOW = new Date('2026-06-01T12:00:00Z');
const read = (text: string) => readImportedSet(new TextEncoder().encode(text), NOW);
const HEAD = 'question,answer,date,language,customer\n';

test('the samples can be imported, and say the same', () => {
  const csv = rowsOf(read(SAMPLES.csv));
  expect(csv).toEqual(rowsOf(read(SAMPLES.jsonl)));
  expect(csv).toHaveLength(2);
  expect(csv[0]).toMatchObject({ at: '2026-03-31T23:59:59.000Z', language: 'en', customer: 'Simran Kaur' });
  expect(csv[1]).toMatchObject({ at: '2026-04-02T09:30:00.000Z', language: 'de', customer: '' });
});

test('quotes, line ends and commas within a cell; columns in any order; a byte order mark; no customer', () => {
  const text = '\uFEFFDate,Language,Answer,Question\r\n2026-01-02,,"Say ""yes"",\nplease","How,\r\nwhen?"\r\n\r\n';
  expect(rowsOf(read(text))).toEqual([
    {
      question: 'How,\nwhen?',
      answer: 'Say "yes",\nplease',
      at: '2026-01-02T23:59:59.000Z',
      language: null,
      customer: '',
    },
  ]);
});

test('every wrong line is named by its number, and nothing is taken', () => {
  const result = read(
    `${HEAD}ok,ok,2026-01-01,en,\n"two\nlines",,2026-01-01,en,\nq,a,2026-02-31,en,\nq,a,2027-01-01,en,\nq,a,2026-01-01,english!,\nq,a,2026-01-01\n,a,2026-01-01,en,\nq,a,2026-01-01,en,"${'n'.repeat(201)}"\nq,"a,2026-01-01,en,\n`,
  );
  expect(result).toEqual({
    problem: {
      kind: 'lines',
      more: 0,
      lines: [
        { line: 3, problem: 'answer' },
        { line: 5, problem: 'date' },
        { line: 6, problem: 'date' },
        { line: 7, problem: 'language' },
        { line: 8, problem: 'cells' },
        { line: 9, problem: 'question' },
        { line: 10, problem: 'customer' },
        { line: 11, problem: 'quote' },
      ],
    },
  });
});

test('JSON lines: only objects, only strings, only the fields that are known', () => {
  const good = '{"question":"q","answer":"a","date":"2026-01-01","language":null}';
  expect(
    read(
      `${good}\n{"question":\n[1]\n{"question":{"a":1},"answer":"a","date":"2026-01-01"}\n{"__proto__":{"x":1},"question":"q"}\n{"question":"q","extra":"x"}`,
    ),
  ).toEqual({
    problem: {
      kind: 'lines',
      more: 0,
      lines: [
        { line: 2, problem: 'json' },
        { line: 3, problem: 'json' },
        { line: 4, problem: 'question' },
        { line: 5, problem: 'unknown' },
        { line: 6, problem: 'unknown' },
      ],
    },
  });
  expect(rowsOf(read(good))).toHaveLength(1);
});

test('what no database takes is taken out; what is no text is refused', () => {
  const [row] = rowsOf(read(`${HEAD}"a\u0000b\u001b[31m",x\u0008,2026-01-01,en,`));
  expect(row).toMatchObject({ question: 'ab[31m', answer: 'x' });
  expect(readImportedSet(new Uint8Array([0x71, 0xff, 0xfe]), NOW)).toEqual({ problem: { kind: 'encoding' } });
  expect(read('')).toEqual({ problem: { kind: 'empty' } });
  expect(read(HEAD)).toEqual({ problem: { kind: 'empty' } });
  expect(read('question,answer\nq,a')).toMatchObject({ problem: { lines: [{ line: 1, problem: 'columns' }] } });
  expect(read(`${HEAD}${'q,a,2026-01-01,en,\n'.repeat(5001)}`)).toEqual({ problem: { kind: 'tooMany' } });
  expect(readImportedSet(new Uint8Array(20 * 1024 * 1024 + 1), NOW)).toEqual({ problem: { kind: 'tooLarge' } });
  expect(read(`${HEAD}${'q,,2026-01-01,en,\n'.repeat(30)}`)).toMatchObject({ problem: { kind: 'lines', more: 10 } });
});

function rowsOf(result: ReadSet) {
  if (!('rows' in result)) throw new Error(JSON.stringify(result.problem));
  return result.rows;
}
