'use client';
import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';

export default function ConversationFailed({ reset }: { error: Error; reset: () => void }) {
  const t = useTranslations('inbox');
  return (
    <div className="grid min-h-0 flex-1 place-items-center bg-surface">
      <EmptyState
        icon={<CircleAlert />}
        title={t('broke.title')}
        body={t('broke.body')}
        action={<Button onClick={reset}>{t('retry')}</Button>}
      />
    </div>
  );
}
