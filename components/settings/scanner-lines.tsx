import { useTranslations } from 'next-intl';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { ScannerState } from '#lib/conversations/scanner-health.ts';
import { StateLine } from './state-line.tsx';

/** Whether the virus scanner answers, and what it made of the files. Says only what was seen. */
export function ScannerLines({ scanner, mostCounted }: { scanner: ScannerState; mostCounted: number }) {
  const t = useTranslations('settings.files');
  const counted = (n: number) => (n < mostCounted ? String(n) : `${mostCounted}+`);
  return (
    <ul className="flex flex-col gap-1.5 px-5 py-3.5 text-ink-2">
      <Answers health={scanner.health} />
      <StateLine tone={scanner.waiting > 0 ? 'unknown' : 'well'}>
        {t('waiting', { n: scanner.waiting, shown: counted(scanner.waiting) })}
      </StateLine>
      {scanner.infected > 0 && (
        <StateLine tone="trouble">{t('infected', { n: scanner.infected, shown: counted(scanner.infected) })}</StateLine>
      )}
      {scanner.failed > 0 && (
        <StateLine tone="unknown">{t('failed', { n: scanner.failed, shown: counted(scanner.failed) })}</StateLine>
      )}
    </ul>
  );
}

function Answers({ health }: { health: ScannerState['health'] }) {
  const t = useTranslations('settings.files');
  if (!health) return <StateLine tone="unknown">{t('scannerUnknown')}</StateLine>;
  const { problem, problemSince, wellAt, version } = health;
  if (problem)
    return (
      <StateLine tone="trouble">
        {t.rich('scannerTrouble', { since: () => <TimeAgo at={problemSince ?? new Date()} /> })}
        <span className="mt-0.5 block wrap-anywhere text-ink">{problem}</span>
      </StateLine>
    );
  return (
    <StateLine tone="well">
      {t.rich('scannerWell', { ago: () => <TimeAgo at={wellAt ?? new Date()} /> })}
      {version && <span className="mt-0.5 block wrap-anywhere text-ink-3">{version}</span>}
    </StateLine>
  );
}
