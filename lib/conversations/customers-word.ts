import { sql } from 'drizzle-orm';
import { messages } from '#db/schema.ts';

/** Of inbound messages: a person wrote it, as far as one knows. What a filter took for spam, or what came under a known Message-ID, may be the customer's, so nothing of ours ignores it. */
export const isCustomersWord = sql`(${messages.automatic} is null or ${messages.automatic} in ('spam', 'known_id'))`;
