'use client';
// What people answered in solved conversations: what may be proposed, what was kept or refused, and what was left out and why.
import { MessageCircleReply, Search } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { toast } from 'sonner';
import { useLive } from '#components/shell/live.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Input } from '#components/ui/input.tsx';
import type { SnippetInput } from '#lib/knowledge/snippets.ts';
import type { SolvedList, SolvedShow } from '#lib/solved/list.ts';
import type { SolvedActions } from './actions.ts';
import { AnswerCard } from './answer-card.tsx';
import { KeepDialog } from './keep-dialog.tsx';

const LISTS: SolvedShow[] = ['ready', 'kept', 'refused', 'unfit'];
const SETTLE_MS = 400;
const MOST_COUNTED = 1000;

type Place = { show: SolvedShow; query: string; page: number };

export function AnsweredScreen({
  place,
  list,
  keeping,
  mayDecide,
  ...actions
}: {
  place: Place;
  list: SolvedList;
  /** The answer that is being kept; `words` null: it is no longer there. */
  keeping: { id: number; words: SnippetInput | null } | null;
  mayDecide: boolean;
} & SolvedActions) {
  const t = useTranslations('solved');
  const router = useRouter();
  const { show, query } = place;
  useRefresh();
  const close = () => router.replace(hrefOf(place) as Route, { scroll: false });
  const searched = query !== '';
  return (
    <>
      <p className="mb-3 max-w-[75ch] text-ink-2">{t('intro')}</p>
      {list.off && (
        <p role="status" className="mb-3 rounded-lg border border-amber-line bg-amber-wash px-3 py-2">
          {t('off')}{' '}
          <Link href={'/settings/ai' as Route} className="underline underline-offset-2">
            {t('settings')}
          </Link>
        </p>
      )}
      <nav aria-label={t('lists')} className="mb-3 flex flex-wrap gap-1">
        {LISTS.map((one) => (
          <Link
            key={one}
            href={hrefOf({ show: one, query: '', page: 1 }) as Route}
            aria-current={one === show ? 'page' : undefined}
            className={classNames(
              'rounded-full px-3 py-1 font-medium tabular-nums',
              one === show ? 'bg-sunken text-ink' : 'text-ink-2 hover:bg-hover',
            )}
          >
            {t(`list.${one}`, { n: list.counts[one] < MOST_COUNTED ? String(list.counts[one]) : '999+' })}
          </Link>
        ))}
      </nav>
      {show === 'ready' && (searched || list.answers.length > 0) && <SearchForm place={place} />}
      {list.answers.length === 0 &&
        (searched ? (
          <EmptyState title={t('noneTitle')} body={t('noneBody')} />
        ) : (
          <EmptyState
            icon={<MessageCircleReply />}
            title={t(`empty.${show}Title`)}
            body={t(`empty.${show}Body`)}
            action={
              show === 'ready' && (
                <Link href={'/inbox' as Route} className={buttonClass()}>
                  {t('inbox')}
                </Link>
              )
            }
          />
        ))}
      {list.answers.map((answer) => (
        <AnswerCard
          key={answer.id}
          answer={answer}
          show={show}
          mayDecide={mayDecide}
          keepHref={hrefOf(place, answer.id)}
          {...actions}
        />
      ))}
      <Pages place={place} more={list.more} />
      {keeping && (
        <KeepDialog
          key={keeping.id}
          words={keeping.words}
          onSave={(words) => actions.onKeep(keeping.id, words)}
          onClose={close}
          onSaved={() => {
            toast.success(t('keptNow'));
            close();
          }}
        />
      )}
    </>
  );
}

function SearchForm({ place }: { place: Place }) {
  const t = useTranslations('solved');
  const router = useRouter();
  return (
    <form
      className="relative mb-4"
      onSubmit={(event) => {
        event.preventDefault();
        const query = String(new FormData(event.currentTarget).get('q')).trim();
        router.replace(hrefOf({ ...place, query, page: 1 }) as Route);
      }}
    >
      <Search aria-hidden="true" className="pointer-events-none absolute top-2 left-2.5 text-ink-3" />
      <Input
        key={place.query}
        type="search"
        name="q"
        defaultValue={place.query}
        maxLength={200}
        aria-label={t('search')}
        placeholder={t('search')}
        className="pl-8"
      />
    </form>
  );
}

function Pages({ place, more }: { place: Place; more: boolean }) {
  const t = useTranslations('solved');
  const { page } = place;
  if (page === 1 && !more) return null;
  return (
    <nav aria-label={t('pages')} className="mt-4 flex items-center gap-3">
      {page > 1 && (
        <Link href={hrefOf({ ...place, page: page - 1 }) as Route} rel="prev" className={buttonClass({ size: 'sm' })}>
          {t('previous')}
        </Link>
      )}
      {more && (
        <Link href={hrefOf({ ...place, page: page + 1 }) as Route} rel="next" className={buttonClass({ size: 'sm' })}>
          {t('next')}
        </Link>
      )}
    </nav>
  );
}

function hrefOf({ show, query, page }: Place, keep?: number): string {
  const search = new URLSearchParams({
    ...(show === 'ready' ? {} : { show }),
    ...(query ? { q: query } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
    ...(keep === undefined ? {} : { keep: String(keep) }),
  }).toString();
  return `/help-center/answered${search ? `?${search}` : ''}`;
}

/** Somebody closed, reopened or decided: the list catches up. */
function useRefresh(): void {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useLive((event) => {
    if (!/^knowledge\.|^conversation\.reopened$|^reload$/.test(event.type)) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => router.refresh(), SETTLE_MS);
  });
}
