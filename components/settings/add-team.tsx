'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { FormFooter } from './form-footer.tsx';
import { type FormAction, useActionForm } from './use-action-form.ts';

export function AddTeam({ longestName, action }: { longestName: number; action: FormAction }) {
  const t = useTranslations('people.teams');
  const { form, pending, state, errorFor } = useActionForm(action);
  const [name, setName] = useState('');
  useEffect(() => {
    if (state.done) setName('');
  }, [state]);
  return (
    <form {...form} className="flex flex-col gap-3 p-4">
      <Field label={t('new')} htmlFor="team-name" error={errorFor('name')}>
        <div className="flex gap-2">
          <Input
            id="team-name"
            name="name"
            value={name}
            onChange={(event) => setName(event.target.value)}
            required
            maxLength={longestName}
            placeholder={t('example')}
            autoComplete="off"
          />
          <Button type="submit" disabled={pending} className="flex-none">
            {t('add')}
          </Button>
        </div>
      </Field>
      <FormFooter error={errorFor()}>{null}</FormFooter>
    </form>
  );
}
