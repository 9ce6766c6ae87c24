'use client';
import { Plus, UserRound, X } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Avatar } from '#components/ui/avatar.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { languageName } from '#components/ui/language-name.ts';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { ConversationView } from '#lib/conversations/conversation-view.ts';
import { AlwaysPerson } from './always-person.tsx';
import { Fact } from './fact.tsx';
import { History } from './history.tsx';
import { useInbox } from './inbox-context.ts';
import { Labels } from './labels.tsx';
import { PlainSelect } from './plain-select.tsx';

/** Who the customer is. Beside the conversation on a wide screen, over it on a narrow one. */
export function SidePanel({
  conversation,
  shown,
  onHide,
  onTags,
  onMove,
  onTeam,
  onChanged,
}: {
  conversation: ConversationView;
  shown: boolean;
  onHide: () => void;
  onTags: () => void;
  onMove: () => void;
  onTeam: (teamId: number | null) => void;
  onChanged: () => Promise<void>;
}) {
  const t = useTranslations('inbox');
  const p = useTranslations('inbox.panel');
  const { mayWrite, teams, mailboxes } = useInbox();
  const { contact } = conversation;
  const name = contact.name || contact.email;
  return (
    <aside
      aria-label={p('customer')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      className={classNames(
        'w-[276px] flex-none flex-col gap-[18px] overflow-y-auto border-l bg-paper p-4 outline-offset-[-2px] xl:flex',
        shown
          ? 'flex max-xl:absolute max-xl:inset-y-0 max-xl:right-0 max-xl:z-30 max-xl:shadow-2 max-md:w-full'
          : 'hidden',
      )}
    >
      <div className="flex items-center gap-2.5">
        <Avatar name={name} size={36} />
        <div className="min-w-0 flex-1">
          <Link
            href={`/customers/${contact.id}` as Route}
            aria-label={p('open', { name })}
            className="block truncate font-semibold hover:underline"
          >
            {name}
          </Link>
          <p className="truncate text-ink-3">{contact.company ?? contact.email}</p>
        </div>
        <button
          type="button"
          onClick={onHide}
          aria-label={t('hideDetails')}
          className="grid size-7 flex-none place-items-center rounded-md text-ink-3 hover:bg-hover xl:hidden"
        >
          <X />
        </button>
      </div>
      <Section title={p('customer')}>
        <dl>
          {contact.company && (
            <Fact label={p('email')}>
              <Address of={contact.email} />
            </Fact>
          )}
          {Object.entries({ ...contact.attributes, ...contact.companyAttributes }).map(([key, value]) => (
            <Fact key={key} name={key}>
              {value}
            </Fact>
          ))}
          {!contact.attributes.since && (
            <Fact label={p('knownSince')}>
              <TimeAgo at={contact.since} />
            </Fact>
          )}
          {contact.language && <Fact label={p('language')}>{languageName(contact.language)}</Fact>}
        </dl>
        <AlwaysPerson
          key={contact.id}
          contactId={contact.id}
          initial={contact.alwaysPerson}
          disabled={!mayWrite}
          onChanged={onChanged}
        />
      </Section>
      <Section title={p('conversation')}>
        <dl>
          <Fact label={p('channel')}>{t(`via.${conversation.channel}`)}</Fact>
          {conversation.mailbox && (
            <Fact label={p('mailbox')}>
              <Address of={conversation.mailbox} />
              {mayWrite && mailboxes.length > 1 && (
                <button
                  type="button"
                  onClick={onMove}
                  className="ml-1.5 text-sm text-ink-3 underline underline-offset-2 hover:text-ink"
                >
                  {t('move.short')}
                </button>
              )}
            </Fact>
          )}
          {(conversation.teamId !== null || (mayWrite && teams.length > 0)) && (
            <Fact label={p('team')}>
              {mayWrite ? (
                <PlainSelect
                  label={p('team')}
                  value={String(conversation.teamId ?? '')}
                  choices={[
                    { value: '', label: p('noTeam') },
                    ...teams.map(({ id, name }) => ({ value: String(id), label: name })),
                  ]}
                  onPick={(value) => onTeam(value ? Number(value) : null)}
                />
              ) : (
                conversation.teamName
              )}
            </Fact>
          )}
          {conversation.waitingSince && (
            <Fact label={p('waiting')}>
              <TimeAgo at={conversation.waitingSince} />
            </Fact>
          )}
          <Labels conversation={conversation} onChanged={onChanged} />
        </dl>
        {conversation.personOnly && (
          <p className="mt-1.5 flex items-start gap-2 text-sm text-ink-2">
            <UserRound aria-hidden="true" className="mt-0.5 size-3 text-pine" />
            {p('personOnly')}
          </p>
        )}
        <div className="mt-2 flex flex-wrap gap-1.5">
          {conversation.tags.map((tag) => (
            <Chip key={tag} tone="line">
              {tag}
            </Chip>
          ))}
          {mayWrite && (
            <button
              type="button"
              onClick={onTags}
              className="inline-flex h-5 items-center gap-1 rounded-full px-1.5 text-xs text-ink-3 hover:bg-hover hover:text-ink"
            >
              <Plus className="size-[11px]" />
              {p('addTag')}
            </button>
          )}
        </div>
      </Section>
      <Section title={p('history')}>
        {conversation.history.length === 0 ? (
          <p className="text-ink-3">{p('noHistory')}</p>
        ) : (
          <History past={conversation.history} />
        )}
      </Section>
    </aside>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="pb-[7px] text-xs font-[550] tracking-normal text-ink-3">{title}</h2>
      {children}
    </section>
  );
}

/** Breaks, where it must, before the @. */
function Address({ of }: { of: string }) {
  const at = of.lastIndexOf('@');
  return (
    <>
      {of.slice(0, at)}
      <wbr />
      {of.slice(at)}
    </>
  );
}
