import { NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Mark } from '#components/entry/mark.tsx';

/** The pages before anybody is signed in: one card on paper. */
export default async function EntryLayout({ children }: { children: ReactNode }) {
  const { setup, common } = await getMessages();
  return (
    <NextIntlClientProvider messages={{ setup, common }}>
      <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
        <div className="w-full max-w-[400px]">
          <Mark />
          {children}
        </div>
      </main>
    </NextIntlClientProvider>
  );
}
