// What the page is given about the proof: plain values, and how to read them.
import type { Consequences, Stop } from '#lib/autopilot/consequences.ts';
import type { TopicNeeds } from '#lib/autopilot/needs.ts';

export type Proof = {
  consequences: Consequences;
  /** By topic key, at the budget that is set. */
  needs: Record<string, TopicNeeds>;
  /** Reviews that count, and those kept apart because confidence learnt from them. */
  judged: number;
  taught: number;
  /** The demo's made-up reviews are among them. */
  demo: boolean;
};

export function stopAt({ consequences }: Proof, budget: number): Stop | undefined {
  return consequences.stops.find((stop) => stop.budget === budget);
}
