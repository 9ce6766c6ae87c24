import { useTranslations } from 'next-intl';
import { Card } from '#components/ui/card.tsx';
import type { ReplayLine } from '#lib/replay/load.ts';
import type { Judged, ReplayReport } from '#lib/replay/report.ts';
import { percent, share, usd } from './shown.ts';

/** Where everything would have gone, how wrong that would have been and how sure that is, and what it cost to find out. */
export function ReportCard({ replay, report }: { replay: ReplayLine; report: ReplayReport }) {
  const t = useTranslations('replay.report');
  const { cases, error } = report;
  return (
    <Card className="mb-4 flex flex-col gap-4 px-5 py-[18px]">
      <div>
        <h2 className="text-md">{t(replay.candidate ? 'titleTried' : 'title')}</h2>
        {replay.done < replay.total && (
          <p className="mt-1 text-amber">{t('partly', { done: replay.done, total: replay.total })}</p>
        )}
        {replay.error && <p className="mt-1 text-rose">{replay.error}</p>}
      </div>
      <dl className="grid grid-cols-4 gap-3 max-md:grid-cols-2">
        {(['sent', 'review', 'suggest', 'person'] as const).map((key) => (
          <div key={key}>
            <dd className="text-xl tabular-nums">{share(report[key], cases)}</dd>
            <dt className="text-ink-2">{t(key === 'sent' ? 'send' : key)}</dt>
            <dd className="text-ink-3 tabular-nums">{t('share', { n: report[key], cases })}</dd>
          </div>
        ))}
      </dl>
      <div>
        <h3 className="font-medium">{t('errorTitle')}</h3>
        <p className="mt-1">{error.judged === 0 ? t('errorNone') : t('error', inWords(error))}</p>
        <p className="mt-1 text-ink-2">
          {t('basis', { ...error, byText: error.judged - error.byReview, unclear: report.sent - error.judged })}
        </p>
      </div>
      <Thresholds report={report} />
      <div className="flex flex-col gap-1 text-ink-2">
        <p>{t('method')}</p>
        <p>{t('demo')}</p>
        {report.newerSource > 0 && <p>{t('newer', { n: report.newerSource })}</p>}
        {report.failed > 0 && <p>{t('failed', { n: report.failed })}</p>}
        <p className="break-words tabular-nums">
          {t('cost', {
            engine: replay.engine,
            usd: usd(report.costUsd),
            tokensIn: report.tokensIn,
            tokensOut: report.tokensOut,
            ...report.ms,
          })}
        </p>
      </div>
    </Card>
  );
}

function Thresholds({ report }: { report: ReplayReport }) {
  const t = useTranslations('replay.report');
  return (
    <div className="overflow-x-auto">
      <table className="w-full min-w-96 tabular-nums">
        <caption className="pb-1 text-left font-medium">{t('thresholds')}</caption>
        <thead>
          <tr className="border-b text-left text-ink-3">
            <th className="py-1 pr-3 font-medium">{t('confidence')}</th>
            <th className="py-1 pr-3 font-medium">{t('wouldSend')}</th>
            <th className="py-1 pr-3 font-medium">{t('wrong')}</th>
            <th className="py-1 font-medium">{t('interval')}</th>
          </tr>
        </thead>
        <tbody>
          {report.thresholds.map((line) => (
            <tr key={line.percent} className="border-b last:border-0">
              <td className="py-1 pr-3">{line.percent}%</td>
              <td className="py-1 pr-3">{share(line.sent, report.cases)}</td>
              <td className="py-1 pr-3">{t('share', { n: line.wrong, cases: line.judged })}</td>
              <td className="py-1">{line.judged === 0 ? '–' : `${percent(line.low)} – ${percent(line.high)}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inWords({ wrong, judged, low, high }: Judged) {
  return { rate: share(wrong, judged), low: percent(low), high: percent(high) };
}
