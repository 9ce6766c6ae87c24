import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { InnerPage } from '#components/portal/inner-page.tsx';
import { FORM_LIMITS } from '#lib/inbound/form-fields.ts';
import { loadFileSettings } from '#lib/workspace/file-settings.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('portal.tooLarge'))('title'), robots: { index: false } };
}

/** Where proxy.ts leads a form whose files are too many megabytes to be read. */
export default async function TooLargePage() {
  const [t, { formMb }] = await Promise.all([getTranslations('portal.tooLarge'), loadFileSettings()]);
  return (
    <InnerPage>
      <div className="py-12 text-center">
        <h1 className="font-display text-[32px] font-medium tracking-[-0.015em] text-balance">{t('title')}</h1>
        <p className="mx-auto mt-2 max-w-[480px] text-ink-2">{t('body', { count: FORM_LIMITS.files, size: formMb })}</p>
      </div>
    </InnerPage>
  );
}
