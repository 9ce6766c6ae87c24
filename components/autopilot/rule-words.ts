import type { PolicyConditions } from '#db/schema/autopilot.ts';

type Words = (key: string, values?: Record<string, string>) => string;

/** The conditions of a rule as a sentence: "topic is Billing, on chat, customer’s plan is Scale". @param t of `autopilot.rules`. */
export function conditionsInWords(conditions: PolicyConditions, t: Words, topicName: (key: string) => string): string {
  const { topics, channels, languages, risks, attribute, verified, alwaysPerson, hours } = conditions;
  const or = (values: string[]) => values.join(` ${t('or')} `);
  const parts = [
    topics && t('when.topics', { list: or(topics.map(topicName)) }),
    channels && t('when.channels', { list: or(channels.map((channel) => t(`channel.${channel}`))) }),
    languages && t('when.languages', { list: or(languages) }),
    risks && t('when.risks', { list: or(risks.map((risk) => t(`risk.${risk}`))) }),
    attribute && t('when.attribute', { name: attribute.name, list: or(attribute.is) }),
    verified !== undefined && t(verified ? 'when.verified' : 'when.unverified'),
    alwaysPerson !== undefined && t(alwaysPerson ? 'when.alwaysPerson' : 'when.notAlwaysPerson'),
    hours && t('when.hours', { from: hours.from, to: hours.to, zone: hours.zone }),
    hours?.days && t('when.days', { list: or(hours.days.map((day) => t(`day.${day}`))) }),
  ].filter((part) => typeof part === 'string');
  return parts.length > 0 ? parts.join(', ') : t('when.always');
}
