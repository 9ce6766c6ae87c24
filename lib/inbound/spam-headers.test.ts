import { expect, test } from 'vitest';
import { Headers } from './mail-headers.ts';
import { spamFilter } from './spam-headers.ts';

const read = (...lines: string[]) =>
  spamFilter(
    new Headers(
      lines.map((line) => {
        const at = line.indexOf(':');
        return { key: line.slice(0, at).toLowerCase(), value: line.slice(at + 1) };
      }),
    ),
  );

test.each([
  ['rspamd', 'X-Spamd-Result: default: True [15.20 / 15.00]; ARC_NA(0.00)[]'],
  ['rspamd', 'X-Rspamd-Action: add header'],
  ['rspamd', 'X-Rspamd-Action: rewrite subject'],
  ['X-Spam', 'X-Spam: Yes'],
  ['SpamAssassin', 'X-Spam-Status: Yes, score=12.1 required=5.0 tests=BAYES_99'],
  ['SpamAssassin', 'X-Spam-Flag: YES'],
  ['Microsoft', 'X-MS-Exchange-Organization-SCL: 6'],
  ['Microsoft', 'X-Forefront-Antispam-Report: CIP:1.2.3.4;CTRY:US;LANG:en;SCL:9;SRV:;SFV:SPM;DIR:INB;SFP:'],
] as const)('%s: %s', (filter, line) => {
  expect(read(line)).toBe(filter);
});

test.each([
  'X-Spamd-Result: default: False [-1.20 / 15.00]; TRUE_STORY(0.00)',
  'X-Rspamd-Action: no action',
  'X-Rspamd-Action: greylist',
  'X-Rspamd-Score: 99',
  'X-Spam: No',
  'X-Spam-Status: No, score=-1 required=5 tests=YES',
  'X-Spam-Flag: NO',
  'X-MS-Exchange-Organization-SCL: -1',
  'X-MS-Exchange-Organization-SCL: 1',
  'X-Forefront-Antispam-Report: SCL:9;DIR:OUT',
  'Subject: X-Spam: Yes',
])('no spam: %s', (line) => {
  expect(read(line)).toBeNull();
});

test('the last server’s word stands above an earlier one’s', () => {
  expect(read('X-Spam-Status: No, score=0', 'X-Spam-Status: Yes, score=9', 'X-Spam-Flag: YES')).toBeNull();
  expect(read('X-Spam-Status: Yes', 'X-Spam-Status: No')).toBe('SpamAssassin');
});
