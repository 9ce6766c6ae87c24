// What the virus scanner's word about a file means: whether it may be opened and sent, and what people are told. Pure but for whether there is a scanner.
import type { ScanResult } from '#db/schema.ts';
import { scannerAddress } from '#lib/platform/clamd.ts';
import type { FileSettings } from '#lib/workspace/file-settings.ts';

/** `waiting`: the scanner has not seen it yet. `failed`: it could not say. Null: nothing to say of it, or nobody is asked. */
export type FileCheck = 'waiting' | 'failed' | 'infected' | null;

export function checkOf(
  file: { scan: ScanResult | null },
  { openUnchecked }: Pick<FileSettings, 'openUnchecked'>,
): { check: FileCheck; opens: boolean } {
  // Also when there is no scanner any more: it said so once.
  if (file.scan === 'infected') return { check: 'infected', opens: false };
  if (file.scan === 'clean' || scannerAddress() === null) return { check: null, opens: true };
  return { check: file.scan ?? 'waiting', opens: openUnchecked };
}

/** Why a file does not open, and what to do. @param words the scanner's. */
export function closedWords(filename: string, check: FileCheck, words: string | null): string {
  if (check === 'infected')
    return `“${filename}” holds a virus (${words ?? 'unnamed'}). It can be neither opened nor sent.`;
  if (check === 'failed')
    return `“${filename}” could not be checked for viruses (${words ?? 'no reason was given'}), so it stays closed.`;
  return `“${filename}” has not been checked for viruses yet. That is done as soon as the scanner can; nothing is lost.`;
}
