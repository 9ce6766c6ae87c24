// How far the AI may go today, as if Autopilot were on: what is asked is what would happen then. The demo's mailbox has its own.
import { db } from '#db/client.ts';
import { loadOwnConfidence, type OwnConfidence } from '#lib/ai/own-confidence.ts';
import { priorVersion } from '#lib/ai/prior.ts';
import { loadTrust, type Tried, type Trust } from '#lib/autopilot/trust.ts';

export type TrustToday = { trust: Trust; own: OwnConfidence | null; modelVersion: string };
export type BothTrusts = { real: TrustToday; demo: TrustToday };

/**
 * @param earnedBy whose thresholds hold: another answerer has earned nothing yet, and comparing it with today's would only say that. @param tried a
 * budget or a rule that is not saved.
 */
export async function todaysTrust(
  answerer: string,
  { earnedBy = answerer, tried }: { earnedBy?: string; tried?: Tried } = {},
): Promise<BothTrusts> {
  const of = (demo: boolean) => trustOf({ answerer, earnedBy, tried, demo });
  return { real: await of(false), demo: await of(true) };
}

type Of = { answerer: string; earnedBy: string; tried: Tried | undefined; demo: boolean };

async function trustOf({ answerer, earnedBy, tried, demo }: Of): Promise<TrustToday> {
  const own = await loadOwnConfidence(db(), { demo, answerer });
  const modelVersion = own?.version ?? priorVersion;
  const earnedWith =
    earnedBy === answerer
      ? modelVersion
      : ((await loadOwnConfidence(db(), { demo, answerer: earnedBy }))?.version ?? priorVersion);
  const trust = await loadTrust(db(), {
    demo,
    answerer: earnedBy,
    modelVersion: earnedWith,
    now: new Date(),
    ...(tried ? { tried } : {}),
  });
  return { own, modelVersion, trust: { ...trust, mode: 'on' } };
}
