// The made-up customers' mails (db/demo/mails.json), each from somebody new.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const schema = z.array(
  z.strictObject({
    key: z.string(),
    /** For --list. */
    about: z.string(),
    language: z.enum(['en', 'de', 'es', 'fr', 'ja']),
    subject: z.string(),
    /** `{first}` and `{name}` stand for the sender. */
    text: z.string(),
    html: z.string().optional(),
    file: z.enum(['picture', 'pdf']).optional(),
    headers: z.record(z.string(), z.string()).optional(),
    /** A customer whom the demo knows. */
    from: z.strictObject({ name: z.string(), address: z.string() }).optional(),
    /** It answers the newest mail that went out. */
    thread: z.boolean().optional(),
  }),
);

export type DemoMail = z.infer<typeof schema>[number];
export type Sender = { name: string; address: string };

export function readMails(): DemoMail[] {
  const file = join(import.meta.dirname, '..', '..', 'db', 'demo', 'mails.json');
  return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

const NAMES: Record<DemoMail['language'], { first: string[]; last: string[] }> = {
  en: {
    first: [
      'Amara',
      'Colin',
      'Devika',
      'Ewan',
      'Freya',
      'Gideon',
      'Imogen',
      'Kofi',
      'Maeve',
      'Rufus',
      'Sunita',
      'Tobias',
    ],
    last: [
      'Ashdown',
      'Boateng',
      'Castellan',
      'Drummond',
      'Eastwick',
      'Fairbairn',
      'Grewal',
      'Hollis',
      'Lockhart',
      'Penrose',
    ],
  },
  de: {
    first: ['Annika', 'Bernd', 'Carla', 'Dietmar', 'Frauke', 'Malte'],
    last: ['Brandt', 'Eckert', 'Hollmann', 'Lorenz', 'Seidel', 'Vogt'],
  },
  es: {
    first: ['Alba', 'Bruno', 'Carmen', 'Iker', 'Nuria', 'Óscar'],
    last: ['Campos', 'Ferrer', 'Herrero', 'Molina', 'Navarro', 'Vidal'],
  },
  fr: {
    first: ['Agathe', 'Basile', 'Camille', 'Étienne', 'Jeanne', 'Théo'],
    last: ['Barbier', 'Carpentier', 'Delorme', 'Lefort', 'Marchand', 'Perrin'],
  },
  ja: { first: ['健太', '美咲', '陽子', '拓也'], last: ['佐々木', '小林', '中村', '山本'] },
};

/** Somebody who has never written: the address carries a random part. */
export function newSender(language: DemoMail['language']): Sender & { first: string } {
  const { first: firsts, last: lasts } = NAMES[language];
  const [first, last] = [pick(firsts), pick(lasts)];
  const local = [first, last]
    .map((part) =>
      part
        .normalize('NFKD')
        .replace(/[^a-z]/gi, '')
        .toLowerCase(),
    )
    .filter(Boolean)
    .join('.');
  const address = `${local || 'customer'}.${randomBytes(2).toString('hex')}@shop.example`;
  return { first, name: language === 'ja' ? `${last} ${first}` : `${first} ${last}`, address };
}

export function filled(text: string, sender: { first: string; name: string }): string {
  return text.replaceAll('{first}', sender.first).replaceAll('{name}', sender.name);
}

function pick<T>(list: T[]): T {
  return list[Math.floor(Math.random() * list.length)] as T;
}
