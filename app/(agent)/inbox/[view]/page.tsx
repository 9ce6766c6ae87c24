import { Inbox } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { EmptyState } from '#components/ui/empty-state.tsx';

export default function NothingPicked() {
  const t = useTranslations('inbox.pick');
  return (
    <div className="grid min-h-0 flex-1 place-items-center bg-surface">
      <EmptyState icon={<Inbox />} title={t('title')} body={t('body')} />
    </div>
  );
}
