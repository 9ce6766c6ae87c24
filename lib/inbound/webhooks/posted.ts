import type { Envelope } from '../receive.ts';

/** What a provider sent. */
export type Posted = { body: Buffer; contentType: string };

/** A mail; or nothing to store, and why (a test, a subscription): that is well, too. */
export type Handed = { raw: Buffer; envelope: Envelope } | { nothing: string };
