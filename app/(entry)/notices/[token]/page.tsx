import type { Metadata, Route } from 'next';
import { notFound, redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { db } from '#db/client.ts';
import { endMail, loadMailChoices, readEndToken } from '#lib/agents/mail-choices.ts';

export const metadata: Metadata = { referrer: 'no-referrer', robots: { index: false } };

/** Where the link in a mail to a colleague leads. Mail scanners follow links, so looking changes nothing. */
export default async function NoticePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const asked = readEndToken(token);
  if (!asked) notFound();
  const [t, choices] = await Promise.all([getTranslations('setup.notices'), loadMailChoices({ id: asked.agentId })]);
  const on = choices[asked.kind];
  return (
    <Card className="p-6">
      <h1 className="mb-1 text-lg">{t(on ? 'title' : 'doneTitle')}</h1>
      <p className="mb-5 text-ink-2" role={on ? undefined : 'status'}>
        {t(on ? `kind.${asked.kind}` : 'done')}
      </p>
      {on ? (
        <form action={end.bind(null, token)}>
          <Button type="submit" variant="primary">
            {t('end')}
          </Button>
        </form>
      ) : (
        <a href="/settings/you" className={buttonClass({})}>
          {t('settings')}
        </a>
      )}
    </Card>
  );
}

async function end(token: string): Promise<void> {
  'use server';
  const asked = readEndToken(token);
  if (!asked) notFound();
  await endMail(db(), asked);
  redirect(`/notices/${token}` as Route);
}
