'use client';
import { useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import type { FormState } from './form-state.ts';

export function DeleteTeam({
  team,
  remove,
  onClose,
}: {
  team: { id: number; name: string };
  remove: (id: number) => Promise<FormState>;
  onClose: () => void;
}) {
  const t = useTranslations('people.teams');
  const [pending, start] = useTransition();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('deleteTitle', { name: team.name })}
      description={t('deleteBody')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            variant="danger"
            disabled={pending}
            onClick={() =>
              start(async () => {
                const { error } = await remove(team.id);
                onClose();
                if (error) toast.error(error);
                else toast.success(t('deleted', { name: team.name }));
              })
            }
          >
            {t('delete')}
          </Button>
        </>
      }
    />
  );
}
