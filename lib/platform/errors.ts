// Expected failures that cross a boundary. `message` is for people: what happened, what is safe, what to do next.

export class NotFound extends Error {
  override name = 'NotFound';
}

export class Forbidden extends Error {
  override name = 'Forbidden';
}

/** The input cannot be used; `field` names the form field when there is one. */
export class Invalid extends Error {
  override name = 'Invalid';
  readonly field: string | undefined;
  constructor(message: string, field?: string) {
    super(message);
    this.field = field;
  }
}

/** Somebody or something else was first; nothing was changed. */
export class Conflict extends Error {
  override name = 'Conflict';
}

/** Tandem cannot start; the message is the one sentence that the terminal shows. */
export class CannotStart extends Error {
  override name = 'CannotStart';
}
