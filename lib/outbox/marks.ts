/** A draft as the customer reads it: without the [1] marks that tell a reviewer which passage carries a sentence. `list[1]` and `[1](link)` stay. */
export function withoutMarks(body: string): string {
  return body.replace(/(^|(?<![^\S\n])[^\S\n]+)\[\d{1,2}\](?![(\w])/gm, '');
}
