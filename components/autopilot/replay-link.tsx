'use client';
import { History } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { buttonClass } from '#components/ui/button.tsx';

/** From Autopilot to what it would have done: the form stands ready for the last 30 days. */
export function ReplayLink() {
  const t = useTranslations('replay');
  return (
    <Link href="/autopilot/replay" className={buttonClass()}>
      <History aria-hidden="true" size={14} />
      {t('link')}
    </Link>
  );
}
