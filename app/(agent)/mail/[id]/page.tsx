import { ChevronLeft } from 'lucide-react';
import type { Metadata, Route } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { MailSheet } from '#components/mail/mail-sheet.tsx';
import { Page } from '#components/shell/page.tsx';
import { type CapturedMail, loadCaptured } from '#lib/outbox/captured.ts';
import { Forbidden, NotFound } from '#lib/platform/errors.ts';
import { requireAgent } from '../../../session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('mail'))('title') };
}

export default async function CapturedMailPage({ params }: PageProps<'/mail/[id]'>) {
  const [agent, { id }, t] = await Promise.all([requireAgent(), params, getTranslations('mail')]);
  if (!/^\d{1,15}$/.test(id)) notFound();
  const mail = await loadCaptured(agent, Number(id)).catch(nothingHere);
  return (
    <Page
      title={
        <Link href={'/mail' as Route} className="inline-flex items-center gap-1 hover:underline">
          <ChevronLeft aria-hidden="true" className="size-4 text-ink-3" />
          {t('back')}
        </Link>
      }
    >
      <MailSheet mail={mail} />
    </Page>
  );
}

function nothingHere(error: unknown): CapturedMail {
  if (error instanceof NotFound || error instanceof Forbidden) notFound();
  throw error;
}
