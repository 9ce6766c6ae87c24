import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Chip } from '#components/ui/chip.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { Found } from '#lib/conversations/search.ts';

export function FoundList({ found }: { found: Found[] }) {
  const t = useTranslations('inbox');
  return (
    <ul className="divide-y">
      {found.map((one) => (
        <li key={one.id}>
          <Link
            href={`/inbox/${one.status === 'trash' ? 'spam' : one.status}/${one.id}` as Route}
            className="-mx-3 block rounded-lg px-3 py-2.5 hover:bg-hover"
          >
            <span className="flex items-baseline gap-2">
              <span className="min-w-0 truncate font-[550]">{one.subject || t('noSubject')}</span>
              <span className="text-ink-3">#{one.id}</span>
              <TimeAgo at={one.lastActivityAt} className="ml-auto text-ink-3" />
            </span>
            <span className="flex items-center gap-2 text-ink-2">
              <span className="truncate">{one.contactName}</span>
              <Chip tone="line">{t(`status.${one.status}`)}</Chip>
            </span>
            <span className="line-clamp-2 text-ink-3">
              <Marked text={one.snippet} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Matches stand between \u0002 and \u0003. */
function Marked({ text }: { text: string }) {
  const [first, ...rest] = text.split('\u0002');
  return (
    <>
      {first}
      {rest.map((part, index) => {
        const [match, after] = part.split('\u0003');
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other name
          <span key={index}>
            <mark className="rounded-xs bg-amber-wash px-px text-ink shadow-[0_1px_0_var(--amber)]">{match}</mark>
            {after}
          </span>
        );
      })}
    </>
  );
}
