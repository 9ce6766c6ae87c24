// How mail clients mark up a reply: what was written now is all that stays, the signature is apart.
import { expect, test } from 'vitest';
import { readMailText } from '../visible-text.ts';

const OLD = '<p>Shall we?</p>';
const ON = 'On Mon, Nov 23, 2026 at 4:02 PM Support &lt;<a href="mailto:help@x.example">help@x.example</a>&gt; wrote:';
const OUTLOOK =
  '<b>From:</b> Support &lt;help@x.example&gt;<br><b>Sent:</b> Monday, November 23, 2026 4:02 PM<br><b>To:</b> Jo<br><b>Subject:</b> Hello';

const CLIENTS: Record<string, string> = {
  Gmail: `<div dir="ltr">Yes, please.</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${ON}<br></div><blockquote class="gmail_quote">${OLD}</blockquote></div>`,
  'Apple Mail': `<body>Yes, please.<br><div><br><blockquote type="cite"><div>${ON}</div><br><div>${OLD}</div></blockquote></div></body>`,
  'iPhone, attribution outside': `<div dir="ltr">Yes, please.</div><div dir="ltr"><br><blockquote type="cite">${ON}<br><br></blockquote></div><blockquote type="cite">${OLD}</blockquote>`,
  'Outlook for Windows': `<div class="WordSection1"><p class="MsoNormal">Yes, please.<o:p></o:p></p><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${OUTLOOK}</p></div>${OLD}</div>`,
  'Outlook for Mac': `<div>Yes, please.</div><div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0in 0in 0in"><p>${OUTLOOK}</p></div>${OLD}`,
  'Outlook on the web': `<div class="elementToProof">Yes, please.</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><font>${OUTLOOK}</font></div><div>${OLD}</div>`,
  'Outlook on a phone': `<div>Yes, please.</div><div id="ms-outlook-mobile-signature">Get <a href="https://aka.ms/x">Outlook for iOS</a></div><div id="mail-editor-reference-message-container"><hr><div>${OUTLOOK}</div>${OLD}</div>`,
  Yahoo: `<div>Yes, please.</div><div id="yahoo_quoted_12" class="yahoo_quoted"><div>${ON}</div><div>${OLD}</div></div>`,
  'Yahoo, copied': `<div>Yes, please.</div><div class="ydp9b1f0a55yahoo_quoted" id="ydp9b1f0a55yahoo_quoted_58"><div>${OLD}</div></div>`,
  Thunderbird: `<p>Yes, please.</p><div class="moz-cite-prefix">On 11/23/26 16:02, Support wrote:<br></div><blockquote type="cite" cite="mid:x">${OLD}</blockquote>`,
  Proton: `<div>Yes, please.</div><div class="protonmail_signature_block"><div>Sent with Proton Mail</div></div><div class="protonmail_quote">${ON}<blockquote class="protonmail_quote" type="cite">${OLD}</blockquote></div>`,
  GMX: `<div>Yes, please.</div><div><br><div name="quote" style="margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5;"><div><b>Gesendet:</b> Montag, 23. November 2026 um 16:02 Uhr<br><b>Von:</b> "Support" &lt;help@x.example&gt;<br><b>An:</b> jo@y.example<br><b>Betreff:</b> Hallo</div>${OLD}</div></div>`,
  Zoho: `<div>Yes, please.</div><div class="zmail_extra"><div>---- On Mon, 23 Nov 2026 16:02:00 +0100 <b>Support</b> wrote ----</div><blockquote>${OLD}</blockquote></div>`,
  Samsung: `<div>Yes, please.</div><div id="composer_signature"><div>Sent from my Galaxy</div></div><div>-------- Original message --------</div><div>From: Support &lt;help@x.example&gt; </div><div>Date: 23/11/2026 16:02 </div><div>To: Jo </div><div>Subject: Hello </div>${OLD}`,
  'mail.ru': `<p>Yes, please.</p><br>Понедельник, 23 ноября 2026, 16:02 +03:00 от Support &lt;help@x.example&gt;:<br><blockquote style="border-left:1px solid #0857A6">${OLD}</blockquote>`,
  Yandex: `<div>Yes, please.</div><div>23.11.2026, 16:02, "Support" &lt;help@x.example&gt;:</div><blockquote>${OLD}</blockquote>`,
  QQ: `<div>Yes, please.</div><div style="font-size:12px">------------------&nbsp;原始邮件&nbsp;------------------</div><div><b>发件人:</b> "Support"&lt;help@x.example&gt;;</div><div><b>发送时间:</b> 2026年11月23日 16:02</div><div><b>收件人:</b> Jo</div>${OLD}`,
  Horde: `<p>Yes, please.</p><p>Zitat von Support &lt;help@x.example&gt;:</p><blockquote type="cite">${OLD}</blockquote>`,
  Tutanota: `<div>Yes, please.</div><div>23. Nov. 2026, 16:02 von help@x.example:</div><blockquote class="tutanota_quote">${OLD}</blockquote>`,
  Roundcube: `<p>Yes, please.</p><p id="reply-intro">On 2026-11-23 16:02, Support wrote:</p><blockquote type="cite">${OLD}</blockquote>`,
  Zimbra: `<div>Yes, please.</div><hr id="zwchr"><div><b>From: </b>"Support" &lt;help@x.example&gt;<br><b>To: </b>Jo<br><b>Sent: </b>Monday, November 23, 2026 4:02:00 PM<br><b>Subject: </b>Hello</div>${OLD}`,
  Front: `<div>Yes, please.</div><div class="front-signature">Jo</div><blockquote type="cite" class="front-blockquote">${ON}${OLD}</blockquote>`,
  Spark: `<div name="messageBodySection">Yes, please.</div><div name="messageSignatureSection">Jo</div><div name="messageReplySection">${ON}<blockquote type="cite">${OLD}</blockquote></div>`,
};

test.each(Object.entries(CLIENTS))('%s', (_, html) => {
  const { visible, quoted } = readMailText('', html);
  expect(visible).toBe('Yes, please.');
  expect(quoted).toContain('Shall we?');
});

test('a mail without a word of its own is what it quotes, whatever rule stands above', () => {
  const html = `<div><br></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg">${OUTLOOK}</div>${OLD}`;
  expect(readMailText('', html).visible).toContain('Shall we?');
});

test('answers between two quotes keep their questions', () => {
  const inline = `<p>Hello,</p><div class="moz-cite-prefix">On 11/23/26 16:02, Support wrote:</div><blockquote type="cite"><p>On Friday?</p></blockquote><p>Yes.</p><blockquote type="cite"><p>To the old address?</p></blockquote><p>No.</p>`;
  const { visible } = readMailText('', inline);
  expect(visible).toMatch(/> On Friday\?\s+Yes\.\s+> To the old address\?\s+No\.$/);
});

test('a message that a template wrapped into a quote is the message', () => {
  const wrapped =
    '<div>Hello Jo,</div><div class="gmail_quote"><div>the parcel was found. Shall we send it again?</div></div>';
  expect(readMailText('', wrapped).visible).toBe('Hello Jo,\n\nthe parcel was found. Shall we send it again?');
  expect(readMailText('', wrapped.replace('Hello Jo,', 'Thanks!')).visible).toBe('Thanks!');
  const indented =
    '<div>I need<blockquote class="gmail_quote" style="margin:0 0 0 40px;border:none;padding:0">two labels</blockquote>today</div>';
  expect(readMailText('', indented).visible).toContain('two labels');
});

test('an address that is its own link stands there once', () => {
  expect(readMailText('', '<p>Jo <a href="mailto:jo@x.example">&lt;jo@x.example&gt;</a></p>').visible).toBe(
    'Jo <jo@x.example>',
  );
});
