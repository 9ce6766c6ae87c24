'use client';
import { useTranslations } from 'next-intl';

const MARKED = [100, 20, 10, 5];

/** Strict on the left, generous on the right; arrows, Home and End work, and the value is said in words. */
export function BudgetSlider({
  budgets,
  value,
  onValue,
}: {
  budgets: number[];
  value: number;
  onValue: (budget: number) => void;
}) {
  const t = useTranslations('autopilot.budget');
  const index = Math.max(0, budgets.indexOf(value));
  const at = (i: number) => `${(i / Math.max(1, budgets.length - 1)) * 100}%`;
  return (
    <div>
      <div className="relative h-[34px]">
        <span aria-hidden="true" className="absolute inset-x-0 top-[15px] h-1 rounded-sm bg-line" />
        <span
          aria-hidden="true"
          className="absolute top-[15px] left-0 h-1 rounded-sm bg-ink"
          style={{ width: at(index) }}
        />
        <input
          type="range"
          min={0}
          max={budgets.length - 1}
          value={index}
          aria-label={t('label')}
          aria-valuetext={t('oneIn', { n: value })}
          onChange={(event) => onValue(budgets[Number(event.target.value)] ?? value)}
          className={RANGE}
        />
      </div>
      <div aria-hidden="true" className="relative h-5 text-xs text-ink-3 tabular-nums">
        {budgets.map((budget, i) =>
          MARKED.includes(budget) || budget === value ? (
            <span
              key={budget}
              className={budget === value ? CHOSEN : 'absolute -translate-x-1/2 whitespace-nowrap max-sm:hidden'}
              style={{ left: `clamp(22px, ${at(i)}, calc(100% - 22px))`, zIndex: budget === value ? 1 : 0 }}
            >
              {Math.abs(budgets.indexOf(value) - i) === 1 ? '' : t('oneIn', { n: budget })}
            </span>
          ) : null,
        )}
      </div>
    </div>
  );
}

const CHOSEN = 'absolute -translate-x-1/2 whitespace-nowrap bg-surface px-1 font-semibold text-ink';

// Tailwind needs each class in full; both browsers' thumbs look the same.
const RANGE =
  'absolute inset-x-[-9px] top-2 h-[18px] w-[calc(100%+18px)] cursor-pointer appearance-none bg-transparent disabled:cursor-default [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:size-[18px] [&::-webkit-slider-thumb]:rounded-full [&::-webkit-slider-thumb]:border-2 [&::-webkit-slider-thumb]:border-solid [&::-webkit-slider-thumb]:border-ink [&::-webkit-slider-thumb]:bg-surface [&::-webkit-slider-thumb]:shadow-1 [&::-moz-range-thumb]:box-border [&::-moz-range-thumb]:appearance-none [&::-moz-range-thumb]:size-[18px] [&::-moz-range-thumb]:rounded-full [&::-moz-range-thumb]:border-2 [&::-moz-range-thumb]:border-solid [&::-moz-range-thumb]:border-ink [&::-moz-range-thumb]:bg-surface [&::-moz-range-thumb]:shadow-1';
