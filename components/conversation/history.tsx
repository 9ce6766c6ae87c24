'use client';
import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ProvenanceDot } from '#components/ui/said.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { PastConversation } from '#lib/conversations/conversation-view.ts';

/** A customer's conversations; the dot says who answered. */
export function History({ past }: { past: PastConversation[] }) {
  const t = useTranslations('inbox');
  return (
    <ul className="flex flex-col gap-1.5">
      {past.map((one) => (
        <li key={one.id}>
          <Link href={`/inbox/open/${one.id}` as Route} className="group flex items-center gap-2">
            <ProvenanceDot
              provenance={one.answeredBy ?? 'customer'}
              label={t(`answeredBy.${one.answeredBy ?? 'none'}`)}
            />
            <span className="min-w-0 flex-1 truncate group-hover:underline">{one.subject || t('noSubject')}</span>
            <TimeAgo at={one.at} className="text-ink-3" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
