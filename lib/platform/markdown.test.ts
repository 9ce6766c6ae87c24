import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderArticle, renderMarkdown } from './markdown.ts';

const attacks = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](&#x6A;avascript&colon;alert(1))',
  '[x](vbscript:msgbox(1))',
  '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '![x](javascript:alert(1))',
  '![x](data:image/svg+xml,<svg onload=alert(1)>)',
  '![x" onerror="alert(1)](https://a.example/x.png)',
  '![x](https://a.example/x.png" onerror="alert(1))',
  '[x](https://a.example "t\\" onmouseover=\\"alert(1)")',
  '<javascript:alert(1)>',
  '[x]: javascript:alert(1)\n\n[x]',
  '# <script>alert(1)</script>',
  '# x" onclick="alert(1)',
  '`<script>alert(1)</script>`',
  '```"><script>alert(1)</script>\ncode\n```',
  '| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |',
  '<style>body{display:none}</style>',
  '<form action=https://a.example><input name=password></form>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<!-- --!><img src=x onerror=alert(1)> -->',
  '<base href="https://a.example/">',
  '<p style="position:fixed;inset:0">x</p>',
  '\u0000<scr\u0000ipt>alert(1)</scr\u0000ipt>',
];

/** Every real tag and attribute in the output must be one of those that the renderer itself makes. */
function problems(html: string): string[] {
  const found: string[] = [];
  for (const [whole, name = '', attributes = ''] of html.matchAll(/<\/?([a-z][^\s/>]*)((?:[^>"]|"[^"]*")*)>/gi)) {
    if (!/^(p|br|hr|strong|em|del|code|pre|blockquote|[uo]l|li|a|h[1-6]|table|thead|tbody|tr|t[hd]|img)$/.test(name))
      found.push(whole);
    for (const [, attribute = '', value = ''] of attributes.matchAll(/([^\s=]+)="([^"]*)"/g)) {
      if (
        !/^(href|src|alt|title|rel|target|class|id|align|start|loading|decoding|tabindex|aria-label)$/.test(attribute)
      )
        found.push(whole);
      if (/^(href|src)$/.test(attribute) && !/^(https?:|mailto:|tel:|#|\/(?!\/)|[^:]*$)/i.test(value))
        found.push(whole);
      if (attribute === 'class' && value !== 'anchor') found.push(whole);
    }
  }
  return found;
}

test('the check itself sees active HTML', () => {
  expect(problems('<p onclick="x">')).toHaveLength(1);
  expect(problems('<a href="javascript:x">')).toHaveLength(1);
  expect(problems('<script>')).toHaveLength(1);
});

test.each(attacks)('nothing active survives: %s', (attack) => {
  for (const source of [attack, `text ${attack} text`, `- ${attack}`, `> ${attack}`]) {
    expect(problems(renderMarkdown(source))).toEqual([]);
    expect(problems(renderArticle(source).html)).toEqual([]);
  }
});

test('no text makes active HTML or an exception', () => {
  const bits = fc.constantFrom(
    '<',
    '>',
    '"',
    "'",
    '[',
    '](',
    ')',
    '![',
    'javascript:',
    'onerror=',
    '`',
    '#',
    '\n',
    '&#',
    '|',
    ...attacks,
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(bits, fc.string({ maxLength: 4 })), { maxLength: 20 }), (parts) => {
      const source = parts.join('');
      expect(problems(renderMarkdown(source))).toEqual([]);
      expect(problems(renderArticle(source).html)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('raw HTML is shown as text', () => {
  expect(renderMarkdown('a <b>c</b>')).toBe('<p>a &lt;b&gt;c&lt;/b&gt;</p>');
});

test('a message keeps its lines, opens links apart and loads no picture', () => {
  expect(renderMarkdown('Hi\nMia')).toBe('<p>Hi<br />Mia</p>');
  expect(renderMarkdown('[x](https://a.example)')).toContain(
    'href="https://a.example" rel="noopener noreferrer nofollow" target="_blank"',
  );
  expect(renderMarkdown('![chart](https://a.example/spy.png)')).not.toContain('<img');
});

test('an article has one heading level below the page title, each linkable, ids unique', () => {
  const { html, headings } = renderArticle(
    '# Über uns\n\n## Step 2\n\n## Step\n\n## Step\n\n### `a` & b\n\n## 返金\n\n## !!!',
  );
  expect(headings.map((heading) => [heading.id, heading.text, heading.depth])).toEqual([
    ['uber-uns', 'Über uns', 2],
    ['step-2', 'Step 2', 2],
    ['step', 'Step', 2],
    ['step-3', 'Step', 2],
    ['a-b', 'a & b', 3],
    ['返金', '返金', 2],
    ['section', '!!!', 2],
  ]);
  expect(html).not.toContain('<h1');
  expect(html).toContain('<h2 id="step-2">');
});

test('an article shows pictures lazily and keeps links of its own site plain', () => {
  expect(renderArticle('![map](/map.png)').html).toContain('<img src="/map.png" alt="map" loading="lazy"');
  expect(renderArticle('[more](/help/a/x)').html).toContain('<a href="/help/a/x">more</a>');
});

test('what no hand would write is shown as it stands: it neither overflows the stack nor stops the process', () => {
  for (const unit of ['_a', '*a', '~~a', '`a', '<', '=\n', '> ', '- ', '1. ', '> - ', '[a](', '![', '| a '])
    for (const render of [renderMarkdown, (text: string) => renderArticle(text).html]) {
      const html = render(`<b>${unit.repeat(12_000)}`);
      expect(html, unit).toContain('&lt;b&gt;');
    }
});

test('long texts that people write stay Markdown', () => {
  const list = Array.from({ length: 800 }, (_, n) => `- **Step ${n}**: press \`Go\``).join('\n');
  const articles = Array.from(
    { length: 500 },
    (_, n) => `## Part ${n}\n\nA *word* and a [link](https://a.example).`,
  ).join('\n\n');
  const log = `\`\`\`\n${'2026-01-01 GET /a\n'.repeat(2000)}\`\`\``;
  expect(renderMarkdown(list)).toContain('<strong>Step 799</strong>');
  expect(renderArticle(articles).headings).toHaveLength(500);
  expect(renderArticle(log).html).toMatch(/^<pre/);
});

test('a link in a message leads out, never into our own app', () => {
  for (const to of ['/settings/people', 'inbox', '//evil.example', '#x', '?a=1', '/api/auth/signout'])
    expect(renderMarkdown(`[x](${to})`)).not.toContain('href');
  expect(renderMarkdown('[x](mailto:a@b.example)')).toContain('href="mailto:a@b.example"');
});
