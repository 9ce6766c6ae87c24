import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { buttonClass } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';

export default function NoSuchConversation() {
  const t = useTranslations('inbox.gone');
  return (
    <div className="grid min-h-0 flex-1 place-items-center bg-surface">
      <EmptyState
        icon={<SearchX />}
        title={t('title')}
        action={
          <Link href="/inbox" className={buttonClass()}>
            {t('back')}
          </Link>
        }
      />
    </div>
  );
}
