'use client';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState, useTransition } from 'react';
import { ReplayFirst } from '#components/replay/replay-first.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input, Select } from '#components/ui/input.tsx';
import { Switch } from '#components/ui/switch.tsx';
import type { GateAction } from '#db/schema/ai.ts';
import type { RuleInput, RuleView } from '#lib/autopilot/policy-rules.ts';
import type { TopicSetting } from '#lib/autopilot/settings.ts';
import { ChipChoice } from './chip-choice.tsx';
import { type AskEffect, RuleEffect } from './rule-effect.tsx';
import { type RuleForm, ruleFrom, toForm } from './rule-form.ts';

/** Starts it and leads there; says what was wrong otherwise. */
export type ReplayRule = (asked: {
  id: number | null;
  rule: RuleInput;
  without: boolean;
  over: string;
  most: string;
}) => Promise<void>;

const ACTIONS: GateAction[] = ['review', 'suggest', 'person', 'send'];
const CHANNELS = ['email', 'form', 'chat', 'api'];
const RISKS = [
  'money',
  'legal',
  'privacy',
  'security',
  'threat',
  'self_harm',
  'upset',
  'press',
  'account_data',
  'injection',
];
const DAYS = [1, 2, 3, 4, 5, 6, 7];

/** If all of this holds, then at most that. What is left empty does not count. */
export function RuleDialog({
  rule,
  topics,
  onClose,
  onSave,
  onRemove,
  onAsk,
  onReplay,
}: {
  rule: RuleView | null;
  topics: TopicSetting[];
  onClose: () => void;
  onSave: (rule: RuleInput) => Promise<void>;
  onRemove: (() => Promise<void>) | null;
  onAsk: AskEffect;
  onReplay: ReplayRule;
}) {
  const t = useTranslations('autopilot.rules');
  const first = useTranslations('replay.first');
  const [starting, start] = useTransition();
  const common = useTranslations('common');
  const id = useId();
  const [form, setForm] = useState<RuleForm>(() => toForm(rule, Intl.DateTimeFormat().resolvedOptions().timeZone));
  const set = (change: Partial<RuleForm>) => setForm((before) => ({ ...before, ...change }));
  const text = (key: 'name' | 'languages' | 'attribute' | 'values' | 'from' | 'to', more = {}) => ({
    id: `${id}-${key}`,
    value: form[key],
    onChange: (event: { target: { value: string } }) => set({ [key]: event.target.value }),
    ...more,
  });
  const choice = (key: 'verified' | 'alwaysPerson' | 'zone') => ({
    id: `${id}-${key}`,
    value: form[key],
    onChange: (event: { target: { value: string } }) => set({ [key]: event.target.value }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const asked = new FormData(event.currentTarget, (event.nativeEvent as SubmitEvent).submitter);
    const intent = String(asked.get('intent') ?? 'save');
    if (intent === 'save') return void onSave(ruleFrom(form));
    start(() =>
      onReplay({
        id: rule?.id ?? null,
        rule: ruleFrom(form),
        without: intent === 'without',
        over: String(asked.get('over')),
        most: String(asked.get('most')),
      }),
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={rule ? t('editTitle') : t('newTitle')}
      description={t('dialogBody')}
      className="w-[min(560px,calc(100vw-24px))]"
      footer={
        <>
          {onRemove && (
            <Button variant="danger" className="mr-auto" onClick={() => void onRemove()}>
              {t('remove')}
            </Button>
          )}
          <Button variant="ghost" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button variant="primary" type="submit" form={`${id}-form`}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form id={`${id}-form`} onSubmit={submit} className="grid grid-cols-2 gap-x-4 gap-y-3 max-sm:grid-cols-1">
        <Field label={t('field.name')} htmlFor={`${id}-name`} className="col-span-full">
          <Input {...text('name', { required: true, maxLength: 80 })} />
        </Field>
        <ChipChoice
          label={t('field.topic')}
          options={topics.map(({ key, name }) => ({ value: key, label: name }))}
          chosen={form.topics}
          onChange={(chosen) => set({ topics: chosen })}
        />
        <ChipChoice
          label={t('field.channel')}
          options={CHANNELS.map((channel) => ({ value: channel, label: t(`channel.${channel}` as 'or') }))}
          chosen={form.channels}
          onChange={(chosen) => set({ channels: chosen })}
        />
        <ChipChoice
          label={t('field.risk')}
          options={RISKS.map((risk) => ({ value: risk, label: t(`risk.${risk}` as 'or') }))}
          chosen={form.risks}
          onChange={(chosen) => set({ risks: chosen })}
        />
        <Field label={t('field.verified')} htmlFor={`${id}-verified`}>
          <Select {...choice('verified')}>
            <option value="">{t('any')}</option>
            <option value="yes">{t('when.verified')}</option>
            <option value="no">{t('when.unverified')}</option>
          </Select>
        </Field>
        <Field label={t('field.alwaysPerson')} htmlFor={`${id}-alwaysPerson`}>
          <Select {...choice('alwaysPerson')}>
            <option value="">{t('any')}</option>
            <option value="yes">{t('when.alwaysPerson')}</option>
            <option value="no">{t('when.notAlwaysPerson')}</option>
          </Select>
        </Field>
        <Field label={t('field.attribute')} hint={t('field.attributeHint')} htmlFor={`${id}-attribute`}>
          <Input {...text('attribute')} />
        </Field>
        <Field label={t('field.values')} hint={t('field.valuesHint')} htmlFor={`${id}-values`}>
          <Input {...text('values')} />
        </Field>
        <Field label={t('field.languages')} hint={t('field.languagesHint')} htmlFor={`${id}-languages`}>
          <Input {...text('languages')} />
        </Field>
        <div className="grid grid-cols-2 gap-2">
          <Field label={t('field.from')} htmlFor={`${id}-from`}>
            <Input type="time" {...text('from')} />
          </Field>
          <Field label={t('field.to')} htmlFor={`${id}-to`}>
            <Input type="time" {...text('to')} />
          </Field>
        </div>
        <Field label={t('field.zone')} htmlFor={`${id}-zone`}>
          <Select {...choice('zone')}>
            {zones(form.zone).map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll('_', ' ')}
              </option>
            ))}
          </Select>
        </Field>
        <ChipChoice
          label={t('field.days')}
          options={DAYS.map((day) => ({ value: String(day), label: t(`day.${day}` as 'or') }))}
          chosen={form.days}
          onChange={(days) => set({ days })}
        />
        <Field label={t('field.action')} htmlFor={`${id}-action`}>
          <Select
            id={`${id}-action`}
            value={form.action}
            onChange={({ target }) => set({ action: ACTIONS.find((one) => one === target.value) ?? 'review' })}
          >
            {ACTIONS.map((action) => (
              <option key={action} value={action}>
                {t(`action.${action}`)}
              </option>
            ))}
          </Select>
        </Field>
        <div className="flex items-end gap-2 pb-1.5">
          <Switch label={t('enabled')} checked={form.enabled} onCheckedChange={(enabled) => set({ enabled })} />
          <span aria-hidden="true">{t('enabled')}</span>
        </div>
        <RuleEffect id={rule?.id ?? null} rule={ruleFrom(form)} onAsk={onAsk} />
        <ReplayFirst
          pending={starting}
          carries={false}
          buttons={[
            { intent: 'replay', label: first('rule') },
            ...(rule ? [{ intent: 'without', label: first('withoutRule') }] : []),
          ]}
        />
      </form>
    </Dialog>
  );
}

/** With the one that is set, though this browser may not know it. */
function zones(set: string): string[] {
  return [...new Set([set, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort();
}
