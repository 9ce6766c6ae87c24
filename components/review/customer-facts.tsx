'use client';
import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Avatar } from '#components/ui/avatar.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { languageName } from '#components/ui/language-name.ts';
import { ProvenanceDot } from '#components/ui/said.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { PastConversation } from '#lib/conversations/conversation-view.ts';
import type { ReviewView } from '#lib/reviews/review-view.ts';

const MOST_SHOWN = 4;

/** Who asks: what the team knows about them, and what was before. */
export function CustomerFacts({ review: { contact, history } }: { review: ReviewView }) {
  const t = useTranslations('review.why');
  const name = contact.name || contact.email;
  const attributes = { ...contact.companyAttributes, ...contact.attributes };
  return (
    <>
      <section aria-labelledby="review-customer">
        <h3 id="review-customer" className="mb-2 text-xs font-[550] text-ink-3">
          {t('customer')}
        </h3>
        <div className="mb-2 flex items-center gap-2">
          <Avatar name={name} />
          <div className="min-w-0">
            <Link href={`/customers/${contact.id}` as Route} className="block truncate font-semibold hover:underline">
              {name}
            </Link>
            {contact.name && <p className="truncate text-ink-3">{contact.email}</p>}
          </div>
        </div>
        {contact.alwaysPerson && (
          <Chip tone="amber" className="mb-1.5">
            {t('alwaysPerson')}
          </Chip>
        )}
        <dl>
          {contact.company && <Fact label={t('company')}>{contact.company}</Fact>}
          {Object.entries(attributes).map(([label, value]) => (
            <Fact key={label} label={asLabel(label)}>
              {value}
            </Fact>
          ))}
          {contact.language && <Fact label={t('language')}>{languageName(contact.language)}</Fact>}
          {!attributes.since && (
            <Fact label={t('firstSeen')}>
              <TimeAgo at={contact.since} />
            </Fact>
          )}
          <Fact label={t('open')}>{t('openOthers', { n: contact.openOthers })}</Fact>
        </dl>
      </section>
      <section aria-labelledby="review-history">
        <h3 id="review-history" className="mb-1 text-xs font-[550] text-ink-3">
          {t('history')}
        </h3>
        {history.length === 0 && <p className="text-ink-3">{t('noHistory')}</p>}
        <ul>
          {history.slice(0, MOST_SHOWN).map((past) => (
            <li key={past.id}>
              <Past past={past} />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[92px_minmax(0,1fr)] py-[3px]">
      <dt className="truncate text-ink-3">{label}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function Past({ past }: { past: PastConversation }) {
  const t = useTranslations('review');
  const by = useTranslations('review.answeredBy');
  return (
    <Link
      href={`/inbox/open/${past.id}` as Route}
      className="-mx-2 flex items-center gap-2 rounded-md px-2 py-1 hover:bg-hover"
    >
      {past.answeredBy ? (
        <ProvenanceDot provenance={past.answeredBy} label={by(past.answeredBy)} />
      ) : (
        <span className="size-[7px] flex-none rounded-full border border-line-2" />
      )}
      <span className="min-w-0 flex-1 truncate">{past.subject || t('noSubject')}</span>
      <TimeAgo at={past.at} className="text-ink-3" />
    </Link>
  );
}

/** mrr → MRR, plan → Plan, as the conversation's side panel writes them. */
function asLabel(key: string): string {
  return key.length <= 3 ? key.toUpperCase() : key.charAt(0).toUpperCase() + key.slice(1);
}
