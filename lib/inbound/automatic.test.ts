// Out-of-office notes and their like, in the ways that programs mark them; and what a person writes that looks so.
import { expect, test } from 'vitest';
import { automaticByItself } from './automatic.ts';
import { parseMail } from './parse.ts';

async function reasonFor(...lines: string[]) {
  const from = lines.some((line) => line.startsWith('From:')) ? [] : ['From: Jo <jo@y.example>'];
  const mail = await parseMail(Buffer.from([...from, ...lines, 'To: help@x.example', '', 'Hi'].join('\r\n')));
  return automaticByItself({
    headers: mail.headers,
    report: mail.report?.kind ?? null,
    from: mail.from?.address ?? '',
    returnPath: null,
    hasReplyTo: mail.replyTo.length > 0,
  });
}

test.each([
  'Automatic reply: label',
  'Out of Office: label',
  '[Auto-Reply] label',
  '(Auto reply) label',
  'Automatische Antwort: label',
  'Abwesenheit: label',
  'Réponse automatique : label',
  'Message d’absence : label',
  'Absence : label',
  'Respuesta automática: label',
  'Resposta automática: label',
  'Risposta automatica: label',
  'Automatisch antwoord: label',
  'Afwezig: label',
  'Automatiskt svar: label',
  'Automaattinen vastaus: label',
  'Odpowiedź automatyczna: label',
  'Automatická odpověď: label',
  'Automatikus válasz: label',
  'Răspuns automat: label',
  'Автоматический ответ: label',
  'Автовідповідь: label',
  'Αυτόματη απάντηση: label',
  'Otomatik yanıt: label',
  '自動返信: label',
  '自动答复: label',
  '자동 회신: label',
  'תגובה אוטומטית: label',
])('an automatic reply by its subject: %s', async (subject) => {
  expect(await reasonFor(`Subject: ${subject}`)).toBe('auto_reply');
});

test.each([
  ['X-Precedence: auto_reply', 'auto_reply'],
  ['Preference: auto_reply', 'auto_reply'],
  ['Delivered-To: Autoresponder', 'auto_reply'],
  ['X-POST-MessageClass: 9; Autoresponder', 'auto_reply'],
  ['X-Mail-Autoreply: 1', 'auto_reply'],
  ['X-FC-MachineGenerated: true', 'auto_reply'],
  ['X-AutoReply-From: a@b.example', 'auto_reply'],
  ['From: info-noreply@b.example', 'no_reply_address'],
  ['From: no.reply.12@b.example', 'no_reply_address'],
  ['From: keine-antwort@b.example', 'no_reply_address'],
  ['From: nepasrepondre@b.example', 'no_reply_address'],
  ['From: no-responder@b.example', 'no_reply_address'],
])('%s → %s', async (header, reason) => {
  expect(await reasonFor(header)).toBe(reason);
});

test.each([
  'Subject: Re: Automatic reply: label',
  'Subject: My auto reply does not work',
  'Subject: Automatic door is broken',
  'Subject: Autoresponder setup',
  'Subject: Absence of a label',
  'Subject: Urlaub und Lieferung',
  'Subject: Out of stock',
  'Subject: Away from home, please deliver',
  'X-Autoreply: no',
  'From: noreen@b.example',
  'From: nonna.reply@b.example',
])('a person: %s', async (header) => {
  expect(await reasonFor(header)).toBeNull();
});
