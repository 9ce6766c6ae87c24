'use client';
import { useTranslations } from 'next-intl';
import { Button, buttonClass } from '#components/ui/button.tsx';
import type { Problem } from './outcome.ts';
import type { Kept } from './use-kept-text.ts';

/** What stands between the writer and a safe save: a colleague was first, a field is wrong, or text is left from last time. */
export function EditorNotices({
  problem,
  found,
  articleId,
  onRestore,
  onDrop,
  onSaveMine,
}: {
  problem: (Problem & { storedVersion?: string }) | null;
  found: Kept | null;
  articleId: number | undefined;
  onRestore: (text: Kept) => void;
  onDrop: () => void;
  onSaveMine: (version: string) => void;
}) {
  const t = useTranslations('helpCenter.editor');
  const stored = problem?.conflict ? problem.storedVersion : undefined;
  return (
    <>
      {problem && (
        <div
          role="alert"
          className="mb-4 flex flex-wrap items-center gap-2 rounded-lg border border-rose-line bg-rose-wash px-4 py-2.5"
        >
          <p className="min-w-60 flex-1">{problem.error}</p>
          {stored && (
            <>
              <a
                href={`/help-center/articles/${articleId}`}
                target="_blank"
                rel="noreferrer"
                className={buttonClass({ size: 'sm' })}
              >
                {t('seeTheirs')}
              </a>
              <Button size="sm" variant="danger" onClick={() => onSaveMine(stored)}>
                {t('saveMine')}
              </Button>
            </>
          )}
        </div>
      )}
      {found && (
        <div
          role="status"
          className="mb-4 flex flex-wrap items-center gap-2 rounded-lg border border-amber-line bg-amber-wash px-4 py-2.5"
        >
          <p className="min-w-60 flex-1">{t('restore')}</p>
          <Button size="sm" onClick={() => onRestore(found)}>
            {t('restoreDo')}
          </Button>
          <Button size="sm" variant="ghost" onClick={onDrop}>
            {t('restoreDrop')}
          </Button>
        </div>
      )}
    </>
  );
}
