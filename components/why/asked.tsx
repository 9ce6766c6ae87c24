import { useTranslations } from 'next-intl';
import { Avatar } from '#components/ui/avatar.tsx';
import { Said } from '#components/ui/said.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { Explanation } from '#lib/ai/explain.ts';
import { WhySection } from './section.tsx';

const MOST = 4_000;

export function Asked({ explanation: { message, contact } }: { explanation: Explanation }) {
  const t = useTranslations('why.asked');
  const name = contact.name || contact.email;
  const cut = message.body.length > MOST;
  return (
    <WhySection title={t('title')}>
      <Said provenance="customer">
        <p className="mb-1.5 flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <Avatar name={name} />
          <bdi className="font-semibold [overflow-wrap:anywhere]">{name}</bdi>
          <span className="text-ink-3">
            <TimeAgo at={message.createdAt} /> · {t(message.verified ? 'verified' : 'unverified')}
          </span>
        </p>
        <p dir="auto" className="whitespace-pre-wrap [overflow-wrap:anywhere]">
          {cut ? `${message.body.slice(0, MOST)}…` : message.body.trim() || t('empty')}
        </p>
        {cut && <p className="mt-2 text-ink-3">{t('cut')}</p>}
      </Said>
    </WhySection>
  );
}
