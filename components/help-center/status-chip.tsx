import { EyeOff, Globe, Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Chip } from '#components/ui/chip.tsx';
import type { ArticleStatus } from '#db/schema/knowledge.ts';

const looks = {
  draft: { tone: 'line', icon: <EyeOff aria-hidden="true" /> },
  published: { tone: 'sky', icon: <Globe aria-hidden="true" /> },
  internal: { tone: 'amber', icon: <Lock aria-hidden="true" /> },
} as const;

export function StatusChip({ status }: { status: ArticleStatus }) {
  const t = useTranslations('helpCenter.status');
  return (
    <Chip tone={looks[status].tone} icon={looks[status].icon}>
      {t(status)}
    </Chip>
  );
}
