'use client';
import { CircleAlert, CircleCheck, CircleHelp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { Button } from '#components/ui/button.tsx';
import type { DnsCheck } from '#lib/channels/check-dns.ts';

export type DnsAnswer = { check?: DnsCheck; error?: string };

/** Looks up what the world sees of a mailbox's domain, and says what is missing. */
export function DnsCheckPart({ action }: { action: () => Promise<DnsAnswer> }) {
  const t = useTranslations('settings.mail.dns');
  const [answer, setAnswer] = useState<DnsAnswer | null>(null);
  const [pending, start] = useTransition();
  const check = answer?.check;
  return (
    <div className="flex flex-col items-start gap-2.5 px-5 py-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button type="button" disabled={pending} onClick={() => start(async () => setAnswer(await action()))}>
          {t(pending ? 'checking' : 'check')}
        </Button>
        <span className="text-sm text-ink-3">{t('body')}</span>
      </div>
      <div role="status" className="flex w-full flex-col gap-2">
        {answer?.error && <p className="text-rose">{answer.error}</p>}
        {check && (
          <>
            {check.dkim && (
              <Line
                state={check.dkim.state}
                words={t(`dkim.${check.dkim.state}`, { name: check.dkim.name })}
                record={check.dkim.state === 'found' ? null : `${check.dkim.name}. TXT "${check.dkim.publish}"`}
              />
            )}
            <Line
              state={check.spf.state}
              words={t(`spf.${check.spf.state}`, { domain: check.spf.domain, include: check.spf.include ?? '' })}
              record={check.spf.record}
            />
            <Line
              state={check.dmarc.state}
              words={t(`dmarc.${check.dmarc.state}`, { name: check.dmarc.name })}
              record={
                check.dmarc.state === 'missing' ? `${check.dmarc.name}. TXT "v=DMARC1; p=none"` : check.dmarc.record
              }
            />
          </>
        )}
      </div>
    </div>
  );
}

function Line({ state, words, record }: { state: string; words: string; record: string | null }) {
  const Icon = state === 'found' ? CircleCheck : state === 'unanswered' ? CircleHelp : CircleAlert;
  const tone = state === 'found' ? 'text-pine' : state === 'unanswered' ? 'text-ink-3' : 'text-amber';
  return (
    <div className="flex items-start gap-2">
      <Icon aria-hidden="true" className={`mt-[3px] size-3.5 flex-none ${tone}`} />
      <div className="min-w-0 flex-1">
        <p>{words}</p>
        {record && (
          <code className="mt-1 block rounded-md bg-sunken px-2 py-1 font-mono text-sm break-all">{record}</code>
        )}
      </div>
    </div>
  );
}
