'use client';
import { useTranslations } from 'next-intl';
import { Avatar } from '#components/ui/avatar.tsx';
import type { PresentAgent } from '#lib/conversations/conversation-view.ts';

/** Which colleagues are here, so that two do not answer at once. */
export function Present({ present }: { present: PresentAgent[] }) {
  const t = useTranslations('inbox');
  const [first] = present;
  const typing = present.find((one) => one.state === 'typing') ?? first;
  const words = !typing
    ? ''
    : present.length > 1 && typing.state !== 'typing'
      ? t('severalHere', { names: present.map((one) => firstName(one.name)).join(', ') })
      : t(typing.state === 'typing' ? 'isTyping' : 'isReading', { name: firstName(typing.name) });
  return (
    <div role="status" className="flex min-w-0 items-center gap-1.5">
      {present.length > 0 && (
        <>
          <span className="flex flex-none -space-x-1.5">
            {present.slice(0, 3).map((one) => (
              <Avatar key={one.agentId} name={one.name} className="ring-2 ring-surface" />
            ))}
          </span>
          <span className="truncate text-ink-3 max-md:sr-only">{words}</span>
        </>
      )}
    </div>
  );
}

const firstName = (name: string) => name.split(' ')[0] ?? name;
