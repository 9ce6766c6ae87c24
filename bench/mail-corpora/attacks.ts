// HTML attacks in a real browser: as the app frames a mail, and bare (scripts allowed, no policy), where only the sanitiser stands between.
import { chromium, type Page } from '@playwright/test';
import { parsedAsJson } from '#lib/inbound/parsed-json.ts';
import { mailPage } from '../../components/conversation/mail-page.ts';
import { requireBrowser } from '../../scripts/test/browser.ts';
import { browserArgs } from '../browser.ts';
import { asMail, rowsOf } from './read-set.ts';
import { count, newScore, type Score } from './score.ts';

const SETS: [set: string, file: string][] = [
  ['h5sc_vectors', 'vectors.jsonl'],
  ['xss_payload_list', 'payloads.jsonl'],
  ['dompurify_cases', 'cases.jsonl'],
];
const ORIGIN = 'http://mail.example';

type Attack = { id: string; payload: string };

export async function scoreAttacks(data: string): Promise<Score[]> {
  const sets = SETS.map(([set, file]) => ({ set, attacks: rowsOf<Attack>(data, set, file) }));
  if (sets.every(({ attacks }) => attacks.length === 0)) return [];
  const browser = await chromium.launch({ executablePath: requireBrowser(() => {}), args: browserArgs });
  try {
    const watched = await watch(await browser.newPage());
    // A watch that sees nothing would pass everything.
    const planted = await watched.seen(
      '<img src=x onerror=alert(1)><img src="http://other.example/"><a href="javascript:x">',
      false,
    );
    for (const kind of ['script ran', 'request', 'attribute', 'address'])
      if (!planted.some((event) => event.startsWith(kind)))
        throw new Error(`the watch saw no ${kind} of the planted attack`);
    const scores: Score[] = [];
    for (const { set, attacks } of sets) scores.push(...(await scoreSet(watched, set, attacks)));
    return scores;
  } finally {
    await browser.close();
  }
}

async function scoreSet(watched: Watched, set: string, attacks: Attack[]): Promise<Score[]> {
  const framed = newScore(set, 'framed: no script, request, navigation', 1);
  const bare = newScore(set, 'bare: no script, request, navigation', 1);
  for (const { id, payload } of attacks) {
    const { html, text } = await parsedAsJson(asMail(payload, 'html'));
    const shown = html ?? text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
    const inFrame = await watched.seen(shown, true);
    count(framed, inFrame.length === 0, () => `${id}: ${inFrame.join(', ')}\n${payload.slice(0, 500)}\n→ ${shown}`);
    const alone = await watched.seen(shown, false);
    count(bare, alone.length === 0, () => `${id}: ${alone.join(', ')}\n${payload.slice(0, 500)}\n→ ${shown}`);
  }
  return [framed, bare];
}

type Watched = { seen: (html: string, framed: boolean) => Promise<string[]> };

async function watch(page: Page): Promise<Watched> {
  let events: string[] = [];
  let asked = false;
  await page.exposeFunction('itRan', (what: string) => void events.push(`script ran: ${what}`));
  await page.addInitScript(`for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
    window[name] = (...args) => { (window.top ?? window).itRan(name + ' ' + args.join(' ').slice(0, 60)); };
    window.addEventListener('error', (e) => { if (e.message) (window.top ?? window).itRan('error ' + e.message); });`);
  await page.route('**/*', (route) => {
    const url = route.request().url();
    if (url === `${ORIGIN}/`) return route.fulfill({ contentType: 'text/html', body: '<!doctype html><body></body>' });
    if (asked) events.push(`request: ${url.slice(0, 100)}`);
    return route.abort();
  });
  page.on('dialog', (dialog) => {
    events.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('framenavigated', (frame) => {
    if (asked && !/^about:(srcdoc|blank)$/.test(frame.url()) && frame.url() !== `${ORIGIN}/`)
      events.push(`navigation: ${frame.url()}`);
  });
  page.on('popup', (popup) => {
    events.push(`popup: ${popup.url()}`);
    void popup.close();
  });
  await page.goto(`${ORIGIN}/`);
  const seen = async (html: string, framed: boolean) => {
    events = [];
    asked = true;
    const left = await page.evaluate(show, {
      source: framed ? mailPage(html, false, ORIGIN) : `<!doctype html><body>${html}</body>`,
      sandbox: framed ? 'allow-same-origin allow-popups allow-popups-to-escape-sandbox' : null,
    });
    asked = false;
    return [...events, ...left];
  };
  return { seen };
}

/** In the page: shows it in a frame, pokes every element, and names what is left that could act. */
async function show({ source, sandbox }: { source: string; sandbox: string | null }): Promise<string[]> {
  document.body.replaceChildren();
  const frame = document.createElement('iframe');
  if (sandbox) frame.setAttribute('sandbox', sandbox);
  await new Promise<void>((resolve) => {
    frame.onload = () => resolve();
    frame.srcdoc = source;
    document.body.append(frame);
  });
  const left: string[] = [];
  const active =
    'script,iframe,frame,object,embed,applet,form,input,button,svg,math,link,base,portal,video,audio,template';
  for (const element of frame.contentDocument?.body?.querySelectorAll('*') ?? []) {
    if (element.matches(active)) left.push(`element: ${element.localName}`);
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on')) left.push(`attribute: ${name}`);
      if (/^\W*(javascript|vbscript|data:text)/i.test(value) && /href|src|action/.test(name))
        left.push(`address: ${name}=${value.slice(0, 60)}`);
    }
    for (const type of ['mouseover', 'pointerenter', 'focus', 'toggle', 'animationend'])
      element.dispatchEvent(new Event(type, { bubbles: true }));
  }
  await new Promise((resolve) => setTimeout(resolve, 0));
  return left;
}
