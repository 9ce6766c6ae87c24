'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import type { AutopilotMode } from '#db/schema/ai.ts';
import type { Autopilot } from '#lib/autopilot/settings.ts';
import type { Apply } from './apply.ts';
import { type Curve, pointAt, startOf } from './curve.ts';
import { ThresholdSlider } from './threshold-slider.tsx';

const MODES: AutopilotMode[] = ['off', 'suggest', 'ask', 'on'];

/** The one switch. Turning it on says what will happen first, with this team's own numbers. */
export function ModeSwitch({
  settings,
  curve,
  disabled,
  onApply,
}: {
  settings: Autopilot;
  curve: Curve;
  disabled: boolean;
  onApply: Apply;
}) {
  const t = useTranslations('autopilot.mode');
  const [asking, setAsking] = useState(false);
  const choose = (mode: AutopilotMode) => {
    if (mode === settings.mode) return;
    if (mode === 'on') setAsking(true);
    else void onApply({ mode }, t('changed', { mode: t(mode) }));
  };
  return (
    <>
      <Segmented
        label={t('label')}
        value={settings.mode}
        onChange={choose}
        disabled={disabled}
        options={MODES.map((mode) => ({ value: mode, label: t(mode) }))}
      />
      {asking && (
        <TurnOn
          settings={settings}
          curve={curve}
          onClose={() => setAsking(false)}
          onConfirm={(threshold) => {
            setAsking(false);
            void onApply({ mode: 'on', threshold }, t('changed', { mode: t('on') }));
          }}
        />
      )}
    </>
  );
}

function TurnOn({
  settings,
  curve,
  onClose,
  onConfirm,
}: {
  settings: Autopilot;
  curve: Curve;
  onClose: () => void;
  onConfirm: (threshold: number) => void;
}) {
  const t = useTranslations('autopilot.turnOn');
  const common = useTranslations('common');
  const [percent, setPercent] = useState(startOf(settings.threshold, curve));
  const point = pointAt(curve, percent);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title')}
      description={t('body')}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button variant="primary" onClick={() => onConfirm(percent / 100)}>
            {t('confirm')}
          </Button>
        </>
      }
    >
      <ThresholdSlider percent={percent} onPercent={setPercent} disabled={false} />
      <ul className="mt-3 flex list-disc flex-col gap-1.5 pl-4 text-ink-2">
        <li aria-live="polite">
          {point && t('would', { days: curve.days, sent: point.sent, total: curve.total })}{' '}
          {point && point.reviewed > 0
            ? t('judged', { reviewed: point.reviewed, changed: point.changed })
            : t('unjudged')}
        </li>
        <li>{t('never')}</li>
        <li>{t('spot', { n: Math.round(settings.spotCheckShare * 100) })}</li>
        <li>{t('every')}</li>
      </ul>
    </Dialog>
  );
}
