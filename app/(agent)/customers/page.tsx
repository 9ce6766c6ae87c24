import { UsersRound } from 'lucide-react';
import type { Metadata, Route } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { SearchBox } from '#components/conversation/search-box.tsx';
import { Page } from '#components/shell/page.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import { listContacts } from '#lib/contacts/list.ts';
import { requireAgent } from '../../session.ts';

export const metadata: Metadata = { title: 'Customers' };

export default async function CustomersPage({ searchParams }: PageProps<'/customers'>) {
  await requireAgent();
  const [{ q, before }, t] = await Promise.all([searchParams, getTranslations('inbox.customers')]);
  const text = typeof q === 'string' ? q.trim() : '';
  const { rows, next } = await listContacts({
    text,
    before: typeof before === 'string' && /^\d{1,15}$/.test(before) ? Number(before) : undefined,
  });
  return (
    <Page title={t('title')} width="wide">
      <div className="max-w-md">
        <SearchBox action="/customers" initial={text} label={t('find')} placeholder={t('placeholder')} />
      </div>
      {rows.length === 0 ? (
        <EmptyState
          icon={<UsersRound />}
          title={t(text ? 'none' : 'empty')}
          body={t(text ? 'noneBody' : 'emptyBody')}
        />
      ) : (
        <table className="mt-4 w-full table-fixed border-collapse text-left">
          <thead>
            <tr className="border-b text-xs text-ink-3 *:pb-2 *:font-[550]">
              <th scope="col">{t('name')}</th>
              <th scope="col" className="w-1/4 max-md:hidden">
                {t('company')}
              </th>
              <th scope="col" className="w-28 text-right max-md:w-24">
                {t('conversations')}
              </th>
              <th scope="col" className="w-28 text-right max-md:hidden">
                {t('first')}
              </th>
              <th scope="col" className="w-28 text-right max-md:hidden">
                {t('last')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} className="border-b hover:bg-hover">
                <td className="py-2">
                  <Link href={`/customers/${row.id}` as Route} className="flex min-w-0 items-center gap-2.5">
                    <Avatar name={row.name || row.email} />
                    <span className="min-w-0">
                      <span className="block truncate font-[550]">{row.name || row.email}</span>
                      {row.name && <span className="block truncate text-ink-3">{row.email}</span>}
                    </span>
                  </Link>
                </td>
                <td className="truncate text-ink-2 max-md:hidden">{row.company}</td>
                <td className="text-right tabular-nums">{row.conversations}</td>
                <td className="text-right text-ink-3 max-md:hidden">
                  <TimeAgo at={row.createdAt} />
                </td>
                <td className="text-right text-ink-3 max-md:hidden">
                  {row.lastActivityAt && <TimeAgo at={row.lastActivityAt} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {next !== null && (
        <Link
          href={`/customers?before=${next}${text ? `&q=${encodeURIComponent(text)}` : ''}` as Route}
          className={`${buttonClass()} mt-4`}
        >
          {t('more')}
        </Link>
      )}
    </Page>
  );
}
