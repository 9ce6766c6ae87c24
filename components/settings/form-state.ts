/** What a form's action answers: nothing yet, done (in words), or what was wrong and where. `secret` is shown once. */
export type FormState = { done?: string; error?: string; field?: string; secret?: string };
