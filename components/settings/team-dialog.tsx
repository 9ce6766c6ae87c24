'use client';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { Avatar } from '#components/ui/avatar.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import type { TeamWithMembers } from '#lib/agents/teams.ts';
import { FormFooter } from './form-footer.tsx';
import { type FormAction, useActionForm } from './use-action-form.ts';

/** A team's name, and who is in it. */
export function TeamDialog({
  team,
  people,
  longestName,
  save,
  onClose,
}: {
  team: TeamWithMembers;
  people: { id: number; name: string }[];
  longestName: number;
  save: FormAction;
  onClose: () => void;
}) {
  const t = useTranslations('people.teams');
  const { form, pending, state, errorFor } = useActionForm(save);
  useEffect(() => {
    if (state.done) onClose();
  }, [state, onClose]);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('editTitle')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant="primary" type="submit" form="edit-team" disabled={pending}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form {...form} id="edit-team" className="flex flex-col gap-4">
        <Field label={t('name')} htmlFor="edit-team-name" error={errorFor('name')}>
          <Input
            id="edit-team-name"
            name="name"
            defaultValue={team.name}
            required
            maxLength={longestName}
            autoComplete="off"
          />
        </Field>
        <fieldset>
          <legend className="pb-1 font-medium">{t('members')}</legend>
          {people.map(({ id, name }) => (
            <label key={id} className="flex items-center gap-2.5 rounded-md px-1.5 py-1.5 hover:bg-hover">
              <input
                type="checkbox"
                name="members"
                value={id}
                defaultChecked={team.members.some((one) => one.id === id)}
                className="size-4 flex-none accent-ink"
              />
              <Avatar name={name} size={20} />
              <span className="min-w-0 truncate">{name}</span>
            </label>
          ))}
        </fieldset>
        <FormFooter error={errorFor() ?? errorFor('members')}>{null}</FormFooter>
      </form>
    </Dialog>
  );
}
