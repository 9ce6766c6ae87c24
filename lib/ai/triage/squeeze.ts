/**
 * Apostrophes as a keyboard has them, which phones replace. Runs of white space as one space, one line end or one empty line, and a space in what is too long for a word. Every pattern of triage is
 * then quick: several of them allow white space in a row of places, and a few thousand blanks would keep such a pattern busy for hours.
 */
export function squeeze(text: string): string {
  return (
    text
      .replace(/[\u2018\u2019\u02BC\u0060\u00B4]/g, "'")
      .replace(/\s+/g, (run) => {
        const ends = run.split('\n').length - 1;
        return ends > 1 ? '\n\n' : ends === 1 ? '\n' : ' ';
      })
      // A multiple of four: the parts of a base64 text can still be read.
      .replace(/[\x21-\x7e]{400}(?=[\x21-\x7e])/g, '$& ')
  );
}
