'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input, Select } from '#components/ui/input.tsx';
import type { Role } from '#db/schema/agents.ts';
import { FormFooter } from './form-footer.tsx';
import { SecretOnce } from './secret-once.tsx';
import { type FormAction, useActionForm } from './use-action-form.ts';

export function InviteCard({ roles, action }: { roles: readonly Role[]; action: FormAction }) {
  const t = useTranslations('people');
  const { form, pending, state, errorFor } = useActionForm(action);
  const [role, choose] = useState<Role>('agent');
  return (
    <form {...form} className="flex flex-col gap-4 p-5">
      <div className="grid gap-4 sm:grid-cols-[1fr_240px]">
        <Field label={t('email')} htmlFor="invite-email" error={errorFor('email')}>
          <Input id="invite-email" name="email" type="email" required maxLength={320} autoComplete="off" />
        </Field>
        <Field label={t('inviteRole')} hint={t(`roleHint.${role}`)} htmlFor="invite-role" error={errorFor('role')}>
          <Select
            id="invite-role"
            name="role"
            value={role}
            aria-describedby="invite-role-hint"
            onChange={(event) => choose(event.target.value as Role)}
          >
            {roles.map((name) => (
              <option key={name} value={name}>
                {t(`role.${name}`)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      {state.secret && (
        <SecretOnce
          key={state.secret}
          id="invite-link"
          label={t('linkLabel')}
          value={state.secret}
          note={t('linkOnce')}
          copy={t('copy')}
          copied={t('copied')}
        />
      )}
      <FormFooter error={errorFor()}>
        <Button variant="primary" type="submit" disabled={pending}>
          {pending ? t('inviting') : t('invite')}
        </Button>
      </FormFooter>
    </form>
  );
}
