'use client';
import { Headset } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import type { TeamWithMembers } from '#lib/agents/teams.ts';
import { AddTeam } from './add-team.tsx';
import { DeleteTeam } from './delete-team.tsx';
import type { FormState } from './form-state.ts';
import { TeamDialog } from './team-dialog.tsx';
import type { FormAction } from './use-action-form.ts';

/** The teams and who is in them. @param people who can be in one */
export function TeamList({
  teams,
  people,
  mayChange,
  longestName,
  add,
  save,
  remove,
}: {
  teams: TeamWithMembers[];
  people: { id: number; name: string }[];
  mayChange: boolean;
  longestName: number;
  add: FormAction;
  save: (id: number, state: FormState, form: FormData) => Promise<FormState>;
  remove: (id: number) => Promise<FormState>;
}) {
  const t = useTranslations('people.teams');
  const [open, setOpen] = useState<{ team: TeamWithMembers; to: 'edit' | 'delete' } | null>(null);
  const close = () => setOpen(null);
  return (
    <div className="divide-y divide-line">
      {teams.length === 0 && <p className="px-4 py-4 text-ink-2">{t(mayChange ? 'none' : 'noneYet')}</p>}
      {teams.length > 0 && (
        <ul className="divide-y divide-line">
          {teams.map((team) => (
            <li key={team.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
              <Headset aria-hidden="true" className="flex-none text-ink-3" />
              <div className="min-w-0 flex-1 basis-48">
                <p className="font-medium wrap-anywhere">{team.name}</p>
                <p className="text-ink-2 wrap-anywhere">
                  {team.members.length === 0 ? t('nobody') : team.members.map(({ name }) => name).join(', ')}
                </p>
              </div>
              {mayChange && (
                <div className="flex gap-2">
                  <Button
                    size="sm"
                    aria-label={t('editLabel', { name: team.name })}
                    onClick={() => setOpen({ team, to: 'edit' })}
                  >
                    {t('edit')}
                  </Button>
                  <Button
                    size="sm"
                    variant="ghost"
                    aria-label={t('deleteLabel', { name: team.name })}
                    onClick={() => setOpen({ team, to: 'delete' })}
                  >
                    {t('delete')}
                  </Button>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayChange && <AddTeam longestName={longestName} action={add} />}
      {open?.to === 'edit' && (
        <TeamDialog
          team={open.team}
          people={people}
          longestName={longestName}
          save={save.bind(null, open.team.id)}
          onClose={close}
        />
      )}
      {open?.to === 'delete' && <DeleteTeam team={open.team} remove={remove} onClose={close} />}
    </div>
  );
}
