import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { getTranslations } from 'next-intl/server';
import { InnerPage } from '#components/portal/inner-page.tsx';
import { portalButton } from '#components/portal/portal-button.ts';
import { readFormReference } from '#lib/channels/form-reference.ts';
import { emailOfSent } from '../sent.ts';

type Props = { searchParams: Promise<{ ref?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('portal.thanks'))('title'), robots: { index: false } };
}

/** The same for every address, known or not, and for every reference, ours or not: it reads nothing that is stored. */
export default async function ThanksPage({ searchParams }: Props) {
  const { ref } = await searchParams;
  const reference = readFormReference(typeof ref === 'string' ? ref : '');
  const [t, store] = await Promise.all([getTranslations('portal.thanks'), cookies()]);
  const email = reference && emailOfSent(store, reference);
  return (
    <InnerPage>
      <h1 className="font-display text-[30px] leading-tight font-medium tracking-[-0.015em] text-balance sm:text-[34px]">
        {t('title')}
      </h1>
      <p className="mt-2 text-[17px] break-words text-ink-2">{email ? t('to', { email }) : t('toUnknown')}</p>
      <section className="mt-7 rounded-xl border bg-paper px-5 py-4">
        <h2 className="text-base">{t('next')}</h2>
        <ol className="mt-2 list-decimal space-y-1.5 pl-5 text-[15px] text-ink-2">
          <li>{t('read')}</li>
          <li>{t('person')}</li>
          <li>{t('add')}</li>
        </ol>
      </section>
      {reference && <p className="mt-5 text-[15px] text-ink-2">{t('reference', { reference })}</p>}
      <a href="/help" className={`${portalButton()} mt-7`}>
        {t('back')}
      </a>
    </InnerPage>
  );
}
