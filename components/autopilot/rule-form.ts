// A rule as the fields of its dialog, and back.
import type { GateAction, PolicyConditions } from '#db/schema/ai.ts';
import type { ChannelKind } from '#db/schema/channels.ts';
import type { RuleInput } from '#lib/autopilot/policy-rules.ts';

export type RuleForm = {
  name: string;
  topic: string;
  channel: string;
  risk: string;
  verified: string;
  attribute: string;
  values: string;
  languages: string;
  from: string;
  to: string;
  zone: string;
  action: GateAction;
  enabled: boolean;
};

export function toForm(rule: RuleInput | null, zone: string): RuleForm {
  const { topics, channels, languages, risks, attribute, verified, hours } = rule?.conditions ?? {};
  return {
    name: rule?.name ?? '',
    topic: topics?.[0] ?? '',
    channel: channels?.[0] ?? '',
    risk: risks?.[0] ?? '',
    verified: verified === undefined ? '' : verified ? 'yes' : 'no',
    attribute: attribute?.name ?? '',
    values: attribute?.is.join(', ') ?? '',
    languages: languages?.join(', ') ?? '',
    from: hours?.from ?? '',
    to: hours?.to ?? '',
    zone: hours?.zone ?? zone,
    action: rule?.action ?? 'review',
    enabled: rule?.enabled ?? true,
  };
}

/** What was left empty is no condition. */
export function ruleFrom(form: RuleForm): RuleInput {
  const conditions: PolicyConditions = {
    ...(form.topic ? { topics: [form.topic] } : {}),
    ...(form.channel ? { channels: [form.channel as ChannelKind] } : {}),
    ...(form.risk ? { risks: [form.risk] } : {}),
    ...(form.verified ? { verified: form.verified === 'yes' } : {}),
    ...(form.languages.trim() ? { languages: listOf(form.languages.toLowerCase()) } : {}),
    ...(form.attribute.trim() || form.values.trim()
      ? { attribute: { name: form.attribute, is: listOf(form.values) } }
      : {}),
    ...(form.from || form.to ? { hours: { from: form.from, to: form.to, zone: form.zone } } : {}),
  };
  return { name: form.name, conditions, action: form.action, enabled: form.enabled };
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
}
