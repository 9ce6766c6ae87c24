'use client';
import { useTranslations } from 'next-intl';
import { Dialog } from '#components/ui/dialog.tsx';
import { Kbd } from '#components/ui/kbd.tsx';

const SHEET = {
  everywhere: [
    ['palette', '⌘ K'],
    ['search', '/'],
    ['sheet', '?'],
  ],
  inbox: [
    ['next', 'J'],
    ['previous', 'K'],
    ['open', '↵'],
    ['back', 'Esc'],
    ['reply', 'R'],
    ['note', 'N'],
    ['send', '⌘ ↵'],
    ['sendClose', '⌘ ⇧ ↵'],
    ['close', 'E'],
    ['snooze', 'S'],
    ['assign', 'I'],
    ['tag', 'L'],
    ['move', 'M'],
    ['undo', 'Z'],
  ],
  review: [
    ['approve', 'A'],
    ['edit', 'E'],
    ['takeOver', 'T'],
    ['reject', 'R'],
    ['undo', 'Z'],
  ],
} as const;

export function ShortcutsSheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations('shell.shortcuts');
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title')}>
      {(Object.keys(SHEET) as (keyof typeof SHEET)[]).map((section) => (
        <section key={section} className="mb-4 last:mb-0">
          <h3 className="pb-1 text-xs font-[550] text-ink-3">{t(section)}</h3>
          <dl>
            {SHEET[section].map(([action, keys]) => (
              <div key={action} className="flex items-center justify-between border-b py-1.5 last:border-0">
                <dt>{t(action)}</dt>
                <dd className="flex gap-1">
                  {keys.split(' ').map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
