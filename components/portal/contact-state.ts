/** What the contact form shows: as it was given out, or as it came back. */
export type ContactState = {
  token: string;
  values: ContactValues;
  /** In words, by field. */
  errors: Partial<Record<keyof ContactValues | 'files', string>>;
  /** Why it was not sent, in words. */
  problem?: string;
  /** To look at before sending. */
  suggestions: SuggestedLink[];
  /** It is with us: where to go now. */
  sent?: string;
};

export type ContactValues = { name: string; email: string; subject: string; message: string };
export type SuggestedLink = { href: string; title: string; collection: string; language: string };
