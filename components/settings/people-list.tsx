'use client';
import { Ellipsis } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { toast } from 'sonner';
import { Avatar } from '#components/ui/avatar.tsx';
import { Button } from '#components/ui/button.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Select } from '#components/ui/input.tsx';
import { Menu, MenuContent, MenuItem, MenuTrigger } from '#components/ui/menu.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { Role } from '#db/schema/agents.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import type { Person } from '#lib/agents/people.ts';
import type { FormState } from './form-state.ts';

type Change = (id: number) => Promise<FormState>;

export function PeopleList({
  people,
  me,
  roles,
  mayChange,
  changeRole,
  disable,
  enable,
}: {
  people: Person[];
  me: CurrentAgent;
  /** Those that this agent may give. */
  roles: readonly Role[];
  mayChange: boolean;
  changeRole: (id: number, role: string) => Promise<FormState>;
  disable: Change;
  enable: Change;
}) {
  const t = useTranslations('people');
  const [asking, ask] = useState<Person | null>(null);
  const [pending, start] = useTransition();
  const run = (work: Promise<FormState>, done: string) =>
    start(async () => {
      const { error } = await work;
      ask(null);
      if (error) toast.error(error);
      else toast.success(done);
    });
  return (
    <>
      <ul className="divide-y divide-line" aria-busy={pending}>
        {people.map((person) => {
          const changeable = mayChange && roles.includes(person.role);
          return (
            <li key={person.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
              <Avatar name={person.name} size={28} />
              <div className="min-w-0 flex-1 basis-48">
                <p className="flex flex-wrap items-center gap-x-2 font-medium">
                  <span className="truncate">{person.name}</span>
                  {person.id === me.id && <span className="font-normal text-ink-3">{t('you')}</span>}
                  {person.disabled && <Chip tone="rose">{t('disabled')}</Chip>}
                  {!person.canSignIn && <Chip tone="line">{t('demo')}</Chip>}
                </p>
                <p className="truncate text-ink-2">{person.email}</p>
              </div>
              <p className="text-ink-3 max-md:hidden">
                {person.lastSeenAt ? (
                  <>
                    {t('seen')} <TimeAgo at={person.lastSeenAt} />
                  </>
                ) : (
                  person.canSignIn && t('neverSeen')
                )}
              </p>
              {changeable ? (
                <Select
                  aria-label={t('roleOf', { name: person.name })}
                  // The server decides; a refusal brings the old role back.
                  key={`${person.role}`}
                  defaultValue={person.role}
                  disabled={pending}
                  className="w-28!"
                  onChange={(event) => {
                    const { value } = event.target;
                    event.target.value = person.role;
                    run(
                      changeRole(person.id, value),
                      t('roleChanged', { name: person.name, role: t(`role.${value as Role}`) }),
                    );
                  }}
                >
                  {roles.map((role) => (
                    <option key={role} value={role}>
                      {t(`role.${role}`)}
                    </option>
                  ))}
                </Select>
              ) : (
                <span className="w-28 text-ink-2">{t(`role.${person.role}`)}</span>
              )}
              {changeable && person.id !== me.id ? (
                <Menu>
                  <MenuTrigger asChild>
                    <Button size="icon" variant="ghost" aria-label={t('menuOf', { name: person.name })}>
                      <Ellipsis />
                    </Button>
                  </MenuTrigger>
                  <MenuContent align="end">
                    {person.disabled ? (
                      <MenuItem onSelect={() => run(enable(person.id), t('enabledDone', { name: person.name }))}>
                        {t('enable')}
                      </MenuItem>
                    ) : (
                      <MenuItem onSelect={() => ask(person)}>{t('disable')}</MenuItem>
                    )}
                  </MenuContent>
                </Menu>
              ) : (
                mayChange && <span className="w-7" />
              )}
            </li>
          );
        })}
      </ul>
      <Dialog
        open={asking !== null}
        onOpenChange={(open) => !open && ask(null)}
        title={t('disableTitle', { name: asking?.name ?? '' })}
        description={t('disableBody')}
        footer={
          <>
            <Button onClick={() => ask(null)}>{t('cancel')}</Button>
            <Button
              variant="danger"
              disabled={pending}
              onClick={() => asking && run(disable(asking.id), t('disabledDone', { name: asking.name }))}
            >
              {t('disable')}
            </Button>
          </>
        }
      />
    </>
  );
}
