// What people of the team are told by mail.
import { index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { agents } from './agents.ts';
import { createdAt, id, ref } from './columns.ts';
import { conversations } from './conversations.ts';

/** What a colleague may have to hear of by mail. One row for as long as it has not been said; gone when it is, or when they have seen it. */
export const colleagueNotices = pgTable(
  'colleague_notices',
  {
    id: id(),
    agentId: ref()
      .notNull()
      .references(() => agents.id, { onDelete: 'cascade' }),
    conversationId: ref()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    kind: text().$type<'assigned' | 'answered'>().notNull(),
    /** Not before: somebody may see it in the app first. */
    dueAt: createdAt(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('colleague_notices_once').on(t.agentId, t.conversationId, t.kind),
    index('colleague_notices_due').on(t.dueAt),
    index('colleague_notices_conversation').on(t.conversationId),
  ],
);
