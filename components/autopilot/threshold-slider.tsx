'use client';
import { useTranslations } from 'next-intl';
import { HIGHEST, LOWEST } from './curve.ts';

const TICKS = [30, 50, 70, 90];

/** A range input: arrows, Home and End work; its value is said in words. */
export function ThresholdSlider({
  percent,
  onPercent,
  disabled,
}: {
  percent: number;
  onPercent: (percent: number) => void;
  disabled: boolean;
}) {
  const t = useTranslations('autopilot.threshold');
  const at = position(percent);
  return (
    <div>
      <div className="relative h-[34px]">
        <span aria-hidden="true" className="absolute inset-x-0 top-[15px] h-1 rounded-sm bg-line" />
        {/* From the mark on to the right, replies send themselves. */}
        <span
          aria-hidden="true"
          className="absolute top-[15px] right-0 h-1 rounded-sm bg-iris-2"
          style={{ left: `${at * 100}%` }}
        />
        <input
          type="range"
          min={LOWEST}
          max={HIGHEST}
          value={percent}
          disabled={disabled}
          aria-label={t('label')}
          aria-valuetext={t('value', { n: percent })}
          onChange={(event) => onPercent(Number(event.target.value))}
          className={RANGE}
        />
      </div>
      <div aria-hidden="true" className="relative h-4 text-xs text-ink-3 tabular-nums">
        {TICKS.map((tick) => (
          <span
            key={tick}
            className="absolute -translate-x-1/2 first:translate-x-0"
            style={{ left: `${position(tick) * 100}%` }}
          >
            {tick}%
          </span>
        ))}
      </div>
    </div>
  );
}

// Tailwind needs each class in full; both browsers' thumbs look the same.
const RANGE =
  'absolute inset-x-[-9px] top-2 h-[18px] w-[calc(100%+18px)] cursor-pointer appearance-none bg-transparent disabled:cursor-default [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:size-[18px] [&::-webkit-slider-thumb]:rounded-full [&::-webkit-slider-thumb]:border-2 [&::-webkit-slider-thumb]:border-solid [&::-webkit-slider-thumb]:border-ink [&::-webkit-slider-thumb]:bg-surface [&::-webkit-slider-thumb]:shadow-1 [&::-moz-range-thumb]:box-border [&::-moz-range-thumb]:appearance-none [&::-moz-range-thumb]:size-[18px] [&::-moz-range-thumb]:rounded-full [&::-moz-range-thumb]:border-2 [&::-moz-range-thumb]:border-solid [&::-moz-range-thumb]:border-ink [&::-moz-range-thumb]:bg-surface [&::-moz-range-thumb]:shadow-1';

function position(percent: number): number {
  return (percent - LOWEST) / (HIGHEST - LOWEST);
}
