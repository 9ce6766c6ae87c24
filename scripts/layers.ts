// The rows of lib and who may import whom, as data and one pure check; layers.test.ts runs it on the real imports.

/** Lowest first. A folder imports lower rows and itself, never a sibling. Change it when the code teaches you better. */
export const rows = [
  ['platform'],
  ['jobs'],
  // Every read and write asks for the agent, so who that is comes first.
  ['agents'],
  ['contacts', 'channels', 'knowledge', 'workspace'],
  ['conversations'],
  ['inbound', 'outbox', 'actions', 'insights', 'webhooks'],
  ['reviews', 'autopilot'],
  ['ai'],
  ['replay'],
  ['lessons'],
  ['solved'],
  ['demo'],
  ['worker'],
];

/** One import: paths from the root, or a package's name. `typeOnly` imports vanish at run time. */
export type Import = { from: string; to: string; typeOnly: boolean };

/** Who may import a package (by path prefix); everybody else is told to ask them. */
const owners: Record<string, string[]> = {
  postgres: ['db/'],
  // inbound composes what the contact form says into a mail; it sends nothing.
  nodemailer: ['lib/outbox/', 'lib/inbound/'],
  'smtp-server': ['lib/inbound/'],
  imapflow: ['lib/inbound/imap/'],
  '@ai-sdk/openai': ['lib/ai/models/'],
  '@ai-sdk/anthropic': ['lib/ai/models/'],
  '@ai-sdk/openai-compatible': ['lib/ai/models/'],
  'pg-boss': ['lib/jobs/'],
};

/** Tables without imports that screens and server both read. */
const sharedTables = ['lib/platform/languages.ts', 'lib/conversations/transitions.ts', 'lib/conversations/views.ts'];

const pureStages = /^lib\/ai\/(triage|retrieve|draft|verify|score|gate)(\/|\.ts$)/;

/** One sentence for each import that a row forbids. */
export function violations(imports: Import[]): string[] {
  return imports.flatMap((one) => {
    const why = reason(one);
    return why ? [`${one.from} → ${one.to}: ${why}`] : [];
  });
}

function reason({ from, to, typeOnly }: Import): string | undefined {
  const [area = '', folder = ''] = from.split('/');
  const [toArea = '', toFolder = ''] = to.split('/');
  const owner = Object.entries(owners).find(([name]) => to === name)?.[1];
  if (owner && ['app', 'components', 'lib', 'db'].includes(area) && !owner.some((path) => from.startsWith(path)))
    return typeOnly ? undefined : `only ${owner.join(', ')} knows ${to}`;
  if (/^(lib|db|cli)$/.test(area) && to.endsWith('.tsx')) return 'lib, db and cli hold no JSX';
  if (area === 'lib') {
    if (/^(app|components|cli|scripts)$/.test(toArea)) return `lib never imports ${toArea}`;
    if (toArea === 'lib' && folder !== toFolder) return rowReason(folder, toFolder);
    if (pureStages.test(from) && !typeOnly && toArea === 'db') return 'AI stages take what they need as arguments';
  }
  if (area === 'app') {
    if (typeOnly) return undefined;
    if (to.startsWith('db/') && to !== 'db/client.ts')
      return 'app reaches the database only through lib (and opens transactions with db/client.ts)';
    if (to === 'drizzle-orm') return 'queries belong in lib';
  }
  if (area === 'components') {
    if (/^(lib|db)$/.test(toArea) && !typeOnly && !sharedTables.includes(to))
      return 'components get props; they import types only';
    if (folder === 'ui' && /^(components|app|lib|db)$/.test(toArea) && toFolder !== 'ui')
      return 'components/ui knows no domain';
  }
  if (area === 'db' && /^(app|components|cli|scripts)$/.test(toArea)) return `db never imports ${toArea}`;
  if (area === 'db' && toArea === 'lib' && toFolder !== 'platform') return 'db knows no domain';
  return undefined;
}

function rowReason(folder: string, toFolder: string): string | undefined {
  const [own, other] = [folder, toFolder].map((name) => rows.findIndex((row) => row.includes(name)));
  if (own === undefined || own < 0) return `lib/${folder} stands in no row of scripts/layers.ts`;
  if (other === undefined || other < 0) return `lib/${toFolder} stands in no row of scripts/layers.ts`;
  if (other < own) return undefined;
  return other === own ? 'siblings never import each other' : 'a row imports lower rows only';
}
