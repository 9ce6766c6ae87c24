import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ContactForm } from '#components/portal/contact-form.tsx';
import { InnerPage } from '#components/portal/inner-page.tsx';
import { formMailbox } from '#lib/channels/find-mailbox.ts';
import { FORM_LIMITS } from '#lib/inbound/form-fields.ts';
import { issueFormToken } from '#lib/inbound/form-token.ts';
import { loadFileSettings } from '#lib/workspace/file-settings.ts';
import { portalPage } from '../../site.ts';
import { sendContactForm } from './actions.ts';

type Props = { searchParams: Promise<{ q?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('portal.contact');
  return portalPage({ title: t('title'), description: t('intro'), path: '/help/contact' });
}

/** `?q` is a question that the help center did not answer: it is not typed twice. */
export default async function ContactPage({ searchParams }: Props) {
  const { q } = await searchParams;
  const question = (Array.isArray(q) ? (q[0] ?? '') : (q ?? '')).trim().slice(0, 200);
  const [t, mailbox, { formMb }] = await Promise.all([
    getTranslations('portal.contact'),
    formMailbox(),
    loadFileSettings(),
  ]);
  const limits = { count: FORM_LIMITS.files, size: formMb };
  return (
    <InnerPage wide>
      <h1 className="font-display text-[30px] leading-tight font-medium tracking-[-0.015em] sm:text-[34px]">
        {t('title')}
      </h1>
      {mailbox ? (
        <>
          <p className="mt-1 mb-6 text-ink-2">{t('intro')}</p>
          <ContactForm
            action={sendContactForm}
            initial={{
              token: issueFormToken(),
              values: { name: '', email: '', subject: question, message: question },
              errors: {},
              suggestions: [],
            }}
            limits={{ ...FORM_LIMITS, fileMegabytes: formMb }}
            words={{
              name: t('name'),
              email: t('email'),
              emailHint: t('emailHint'),
              subject: t('subject'),
              message: t('message'),
              files: t('files'),
              filesHint: t('filesHint', limits),
              trap: t('trap'),
              send: t('send'),
              sendAnyway: t('sendAnyway'),
              sending: t('sending'),
              mayHelp: t('mayHelp'),
              before: t('before'),
              newTab: t('newTab'),
              summary: t('errors.summary'),
              filesError: t('errors.files', limits),
              failed: t('errors.failed'),
            }}
          />
        </>
      ) : (
        <p className="mt-3 text-ink-2">{t('errors.closed')}</p>
      )}
    </InnerPage>
  );
}
