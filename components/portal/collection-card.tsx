import { useTranslations } from 'next-intl';
import { CollectionIcon } from '#components/help-center/collection-icon.tsx';

export function CollectionCard({
  href,
  name,
  description,
  icon,
  count,
}: {
  href: string;
  name: string;
  description: string;
  icon: string;
  count: number;
}) {
  const t = useTranslations('portal');
  return (
    <a
      href={href}
      className="flex min-w-0 flex-col rounded-xl border bg-surface p-[18px] shadow-1 transition-colors hover:border-line-2 hover:bg-hover"
    >
      <CollectionIcon name={icon} className="size-5 text-ink-2" />
      <h3 className="mt-2.5 text-[15.5px] break-words">{name}</h3>
      {description && <p className="text-[15px] leading-normal break-words text-ink-2">{description}</p>}
      <p className="mt-auto pt-2.5 text-body text-ink-3">{t('articles', { count })}</p>
    </a>
  );
}
