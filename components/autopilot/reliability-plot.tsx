'use client';
import { useTranslations } from 'next-intl';
import type { ReliabilityBin } from '#lib/autopilot/reliability.ts';

// The drawing's own units; it scales with its card.
const LEFT = 40;
const RIGHT = 448;
const TOP = 12;
const BOTTOM = 172;
const LEAST_DOT = 3.5;
const MOST_DOT = 7.5;

/** What was predicted (across) against what reviewers did (up), with 95% bars; bigger dots rest on more reviews. */
export function ReliabilityPlot({ bins, threshold }: { bins: ReliabilityBin[]; threshold: number | null }) {
  const t = useTranslations('autopilot.trust');
  const most = Math.max(1, ...bins.map(({ n }) => n));
  const cut = threshold === null ? null : x(threshold);
  return (
    <svg
      viewBox="0 0 460 210"
      role="img"
      aria-label={t('chart')}
      className="mt-2 w-full overflow-visible text-[11px] font-medium tabular-nums max-sm:text-[15px]"
    >
      <g stroke="var(--line)">
        {[0.25, 0.5, 0.75, 1].map((share) => (
          <path key={share} d={`M${LEFT} ${y(share)}H${RIGHT}`} />
        ))}
      </g>
      <path d={`M${LEFT} ${BOTTOM}H${RIGHT}`} stroke="var(--line-2)" />
      {cut !== null && threshold !== null && (
        <>
          <rect x={cut} y={TOP} width={RIGHT - cut} height={BOTTOM - TOP} fill="var(--iris-wash)" />
          <path d={`M${cut} ${TOP}V${BOTTOM}`} stroke="var(--iris)" strokeWidth="1.5" />
          <text
            x={threshold > 0.55 ? cut - 6 : cut + 6}
            y={BOTTOM - 8}
            textAnchor={threshold > 0.55 ? 'end' : 'start'}
            fill="var(--iris)"
          >
            {t('from', { n: Math.round(threshold * 100) })}
          </text>
        </>
      )}
      <path d={`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`} stroke="var(--line-2)" strokeDasharray="3 4" />
      <g fill="var(--ink-3)">
        {[0, 0.5, 1].map((share) => (
          <text key={share} x={LEFT - 6} y={y(share) + 4} textAnchor="end">
            {share * 100}%
          </text>
        ))}
        {[0, 0.5, 1].map((share) => (
          <text
            key={share}
            x={x(share)}
            y={BOTTOM + 18}
            textAnchor={share === 0 ? 'start' : share === 1 ? 'end' : 'middle'}
          >
            {share * 100}%
          </text>
        ))}
        <text x={RIGHT} y={BOTTOM + 34} textAnchor="end">
          {t('predicted')}
        </text>
      </g>
      {bins.map((bin) => (
        <g key={bin.from}>
          <path d={`M${x(bin.predicted)} ${y(bin.low)}V${y(bin.high)}`} stroke="var(--iris-2)" strokeWidth="1.5" />
          <circle
            cx={x(bin.predicted)}
            cy={y(bin.rate)}
            r={LEAST_DOT + (MOST_DOT - LEAST_DOT) * Math.sqrt(bin.n / most)}
            fill="var(--iris)"
          />
        </g>
      ))}
    </svg>
  );
}

function x(share: number): number {
  return LEFT + share * (RIGHT - LEFT);
}

function y(share: number): number {
  return BOTTOM - share * (BOTTOM - TOP);
}
