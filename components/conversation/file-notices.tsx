// What people are told of files before they open one: of a kind or a size that is odd here, not checked for viruses, or with one inside.
import { Hourglass, Paperclip, ShieldAlert, ShieldQuestionMark, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { FileView } from '#lib/conversations/conversation-view.ts';

export type FileNotice = { key: string; grave: boolean; words: string };

/** One sentence for each kind of trouble, the worst first. */
export function useFileNotices(files: FileView[]): FileNotice[] {
  const t = useTranslations('inbox');
  const infected = files.filter((file) => file.check === 'infected');
  const told = (key: string, those: FileView[], say: (names: string) => string): FileNotice[] =>
    those.length > 0 ? [{ key, grave: false, words: say(those.map((file) => file.filename).join(', ')) }] : [];
  return [
    ...infected.map(({ id, filename, found }) => ({
      key: `infected ${id}`,
      grave: true,
      words: t('fileCheck.infected', { name: filename, found: found ?? '?' }),
    })),
    ...(['waiting', 'failed'] as const).flatMap((check) => {
      const those = files.filter((file) => file.check === check);
      const open = those.some((file) => file.opens);
      return told(check, those, (names) => t(`fileCheck.${open ? `${check}Open` : check}` as const, { names }));
    }),
    ...(['type', 'size'] as const).flatMap((warning) =>
      told(
        warning,
        files.filter((file) => file.warning === warning && file.check !== 'infected'),
        (names) => t(`fileWarning.${warning}`, { names }),
      ),
    ),
  ];
}

export function FileIcon({ file }: { file: FileView }) {
  if (file.check === 'infected') return <ShieldAlert aria-hidden="true" className="size-3 flex-none text-rose" />;
  if (file.check === 'waiting') return <Hourglass aria-hidden="true" className="size-3 flex-none text-amber" />;
  if (file.check === 'failed') return <ShieldQuestionMark aria-hidden="true" className="size-3 flex-none text-amber" />;
  if (file.warning) return <TriangleAlert aria-hidden="true" className="size-3 flex-none text-amber" />;
  return <Paperclip aria-hidden="true" className="size-3 flex-none text-ink-3" />;
}
