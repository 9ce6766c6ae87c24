import { useTranslations } from 'next-intl';
import { Card } from '#components/ui/card.tsx';
import type { Compared, ReplayReport } from '#lib/replay/report.ts';
import { percent, share, usd } from './shown.ts';

/** The tried change beside what is saved, on the same messages. */
export function ComparedCard({ report, compared }: { report: ReplayReport; compared: Compared }) {
  const t = useTranslations('replay.compared');
  const { today } = compared;
  const rows: [string, (side: ReplayReport) => string][] = [
    ...(['sent', 'review', 'suggest', 'person'] as const).map((key): (typeof rows)[number] => [
      t(key),
      (side) => `${share(side[key], side.cases)} (${side[key]})`,
    ]),
    [
      t('wrong'),
      ({ error }) =>
        error.judged === 0 ? '–' : `${error.wrong} / ${error.judged} (${percent(error.low)} – ${percent(error.high)})`,
    ],
    [t('cost'), ({ costUsd }) => usd(costUsd)],
    [t('ms'), ({ ms }) => `${ms.mean} ms`],
  ];
  return (
    <Card className="mb-4 flex flex-col gap-3 px-5 py-[18px]">
      <h2 className="text-md">{t('title')}</h2>
      <div className="overflow-x-auto">
        <table className="w-full min-w-80 tabular-nums">
          <caption className="pb-1 text-left text-ink-3">{t('caption')}</caption>
          <thead>
            <tr className="border-b text-left text-ink-3">
              <td />
              <th scope="col" className="py-1 pr-3 font-medium">
                {t('today')}
              </th>
              <th scope="col" className="py-1 font-medium">
                {t('tried')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([label, value]) => (
              <tr key={label} className="border-b last:border-0">
                <th scope="row" className="py-1 pr-3 text-left font-normal text-ink-2">
                  {label}
                </th>
                <td className="py-1 pr-3">{value(today)}</td>
                <td className="py-1">{value(report)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div>
        <p>{t('differs', { n: compared.differs })}</p>
        <ul className="text-ink-2 tabular-nums">
          {compared.moves.map(({ from, to, n }) => (
            <li key={`${from} ${to}`}>{t('move', { n, to: t(`to.${to}`), from: t(`from.${from}`) })}</li>
          ))}
        </ul>
        {compared.both > 0 && (
          <p className="mt-1 text-ink-2">
            {t('both', { both: compared.both, onlyToday: compared.onlyToday, onlyTried: compared.onlyTried })}
          </p>
        )}
      </div>
    </Card>
  );
}
