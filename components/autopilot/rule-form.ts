// A rule as the fields of its dialog, and back.
import type { GateAction } from '#db/schema/ai.ts';
import type { PolicyConditions } from '#db/schema/autopilot.ts';
import type { ChannelKind } from '#db/schema/channels.ts';
import type { RuleInput } from '#lib/autopilot/policy-rules.ts';

export type RuleForm = {
  name: string;
  topics: string[];
  channels: string[];
  risks: string[];
  verified: string;
  /** The customer wants people only. */
  alwaysPerson: string;
  attribute: string;
  values: string;
  languages: string;
  from: string;
  to: string;
  zone: string;
  /** 1 is Monday; none: every day. */
  days: string[];
  action: GateAction;
  enabled: boolean;
};

export function toForm(rule: RuleInput | null, zone: string): RuleForm {
  const { topics, channels, languages, risks, attribute, verified, alwaysPerson, hours } = rule?.conditions ?? {};
  return {
    name: rule?.name ?? '',
    topics: topics ?? [],
    channels: channels ?? [],
    risks: risks ?? [],
    verified: yesOrNo(verified),
    alwaysPerson: yesOrNo(alwaysPerson),
    attribute: attribute?.name ?? '',
    values: attribute?.is.join(', ') ?? '',
    languages: languages?.join(', ') ?? '',
    from: hours?.from ?? '',
    to: hours?.to ?? '',
    zone: hours?.zone ?? zone,
    days: hours?.days?.map(String) ?? [],
    action: rule?.action ?? 'review',
    enabled: rule?.enabled ?? true,
  };
}

/** What was left empty is no condition. */
export function ruleFrom(form: RuleForm): RuleInput {
  const days = form.days.map(Number).sort((a, b) => a - b);
  const conditions: PolicyConditions = {
    ...(form.topics.length > 0 ? { topics: form.topics } : {}),
    ...(form.channels.length > 0 ? { channels: form.channels as ChannelKind[] } : {}),
    ...(form.risks.length > 0 ? { risks: form.risks } : {}),
    ...(form.verified ? { verified: form.verified === 'yes' } : {}),
    ...(form.alwaysPerson ? { alwaysPerson: form.alwaysPerson === 'yes' } : {}),
    ...(form.languages.trim() ? { languages: listOf(form.languages.toLowerCase()) } : {}),
    ...(form.attribute.trim() || form.values.trim()
      ? { attribute: { name: form.attribute, is: listOf(form.values) } }
      : {}),
    // Days alone mean the whole of them.
    ...(form.from || form.to || days.length > 0
      ? {
          hours: {
            from: form.from || (form.to ? '' : '00:00'),
            to: form.to || (form.from ? '' : '00:00'),
            zone: form.zone,
            ...(days.length > 0 ? { days } : {}),
          },
        }
      : {}),
  };
  return { name: form.name, conditions, action: form.action, enabled: form.enabled };
}

function yesOrNo(value: boolean | undefined): string {
  return value === undefined ? '' : value ? 'yes' : 'no';
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
}
