'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Segmented } from '#components/ui/segmented.tsx';
import type { AutopilotMode } from '#db/schema/ai.ts';
import type { Autopilot } from '#lib/autopilot/settings.ts';
import type { Apply } from './apply.ts';
import type { Proof } from './proof.ts';
import { TurnOn } from './turn-on.tsx';

const MODES: AutopilotMode[] = ['off', 'suggest', 'ask', 'on'];

/** The one switch. Turning it on says what will happen first, with this team's own numbers. */
export function ModeSwitch({
  settings,
  proof,
  disabled,
  onApply,
}: {
  settings: Autopilot;
  proof: Proof;
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
          proof={proof}
          onClose={() => setAsking(false)}
          onConfirm={(budget) => {
            setAsking(false);
            void onApply({ mode: 'on', budget }, t('changed', { mode: t('on') }));
          }}
        />
      )}
    </>
  );
}
