'use client';
import { Search } from 'lucide-react';
import type { Route } from 'next';
import { useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState, useTransition } from 'react';
import { Input, Select } from '#components/ui/input.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import type { ArticleStatus } from '#db/schema/knowledge.ts';

const statuses = ['published', 'draft', 'internal'] as const satisfies ArticleStatus[];
const filters = [...statuses, 'due'] as const;

/** The filters live in the address, so that a list can be sent to a colleague and "back" returns to it. */
export function ArticleFilters({ collections }: { collections: { id: number; name: string }[] }) {
  const t = useTranslations('helpCenter');
  const router = useRouter();
  const params = useSearchParams();
  const [query, setQuery] = useState(params.get('q') ?? '');
  const [busy, start] = useTransition();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function change(name: string, value: string) {
    const next = new URLSearchParams(window.location.search);
    if (value) next.set(name, value);
    else next.delete(name);
    next.delete('page');
    start(() => router.replace(`/help-center?${next}` as Route, { scroll: false }));
  }

  return (
    <div className="mb-4 flex flex-wrap items-center gap-2" aria-busy={busy}>
      <search className="relative min-w-48 flex-1">
        <Search aria-hidden="true" className="pointer-events-none absolute top-2 left-2.5 text-ink-3" />
        <Input
          type="search"
          aria-label={t('list.search')}
          placeholder={t('list.search')}
          value={query}
          maxLength={200}
          onChange={(event) => {
            setQuery(event.target.value);
            clearTimeout(timer.current);
            timer.current = setTimeout(() => change('q', event.target.value.trim()), 250);
          }}
          className="pl-8"
        />
      </search>
      <Select
        aria-label={t('list.collections')}
        value={params.get('collection') ?? ''}
        onChange={(event) => change('collection', event.target.value)}
        className="w-52 lg:hidden"
      >
        <option value="">{t('list.all')}</option>
        {collections.map((collection) => (
          <option key={collection.id} value={collection.id}>
            {collection.name}
          </option>
        ))}
      </Select>
      <Segmented
        label={t('list.statusLabel')}
        value={filters.find((status) => status === params.get('status')) ?? ''}
        onChange={(status) => change('status', status)}
        options={[
          { value: '', label: t('list.anyStatus') },
          ...statuses.map((value) => ({ value, label: t(`status.${value}`) })),
          { value: 'due', label: t('list.due') },
        ]}
      />
    </div>
  );
}
