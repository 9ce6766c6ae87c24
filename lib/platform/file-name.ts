// A stranger's file name, made into one that is safe to show, to store in a header and to save.

const LONGEST = 120;

/** Never empty, one path part, no control or direction characters, no leading dot, at most 120 characters with its extension kept. */
export function safeFileName(name: string | null | undefined, fallback = 'attachment'): string {
  const last = (name ?? '')
    .toWellFormed()
    .normalize('NFC')
    // Direction, zero-width and other format characters: "exe.fdp‮" must not read as "pdf.exe".
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/gu, '')
    .split(/[/\\]/)
    .at(-1);
  const clean = (last ?? '')
    .replace(/[<>:"|?*`$;%]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|(?<![. ])[. ]+$/g, '');
  if (!clean || /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(clean)) return clean ? `_${clean}` : fallback;
  const letters = [...clean];
  if (letters.length <= LONGEST) return clean;
  const extension = /\.[\p{L}\p{N}]{1,10}$/u.exec(clean)?.[0] ?? '';
  return (
    letters
      .slice(0, LONGEST - extension.length)
      .join('')
      .trimEnd() + extension
  );
}
