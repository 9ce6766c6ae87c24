import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { EmptyState } from '#components/ui/empty-state.tsx';

export function AdminsOnly() {
  const t = useTranslations('settings');
  return <EmptyState icon={<Lock />} title={t('onlyAdminsTitle')} body={t('onlyAdminsBody')} />;
}
