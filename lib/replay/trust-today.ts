// How far the AI may go today, as if Autopilot were on: what is asked is what would happen then. The demo's mailbox has its own.
import { db } from '#db/client.ts';
import { loadOwnConfidence, type OwnConfidence } from '#lib/ai/own-confidence.ts';
import { priorVersion } from '#lib/ai/prior.ts';
import { loadTrust, type Trust } from '#lib/autopilot/trust.ts';

export type TrustToday = { trust: Trust; own: OwnConfidence | null; modelVersion: string };

export async function todaysTrust(answerer: string): Promise<{ real: TrustToday; demo: TrustToday }> {
  return { real: await trustOf(answerer, false), demo: await trustOf(answerer, true) };
}

async function trustOf(answerer: string, demo: boolean): Promise<TrustToday> {
  const own = await loadOwnConfidence(db(), { demo, answerer });
  const modelVersion = own?.version ?? priorVersion;
  const trust = await loadTrust(db(), { demo, answerer, modelVersion, now: new Date() });
  return { own, modelVersion, trust: { ...trust, mode: 'on' } };
}
