// Every table, for the client and for drizzle-kit.
export * from './schema/agents.ts';
export * from './schema/ai.ts';
export * from './schema/autopilot.ts';
export * from './schema/channels.ts';
export * from './schema/contacts.ts';
export * from './schema/conversations.ts';
export * from './schema/files.ts';
export * from './schema/jobs.ts';
export * from './schema/knowledge.ts';
export * from './schema/lessons.ts';
export * from './schema/mails.ts';
export * from './schema/notices.ts';
export * from './schema/outbox.ts';
export * from './schema/replays.ts';
export * from './schema/solved.ts';
export * from './schema/workspace.ts';
