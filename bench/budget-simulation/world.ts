// A made-up workspace: how sure the AI is of each reply, and how often a person would really have changed it.

export type World = {
  /** The next eligible reply on that day: what the AI says, its topic, and the true chance that a person would change it. */
  next: (day: number) => { confidence: number; topic: string; wrong: number };
};

/** `drifting`: each topic wanders. `sudden`: from DRIFT_DAY on three in ten of the replies that were right are wrong. */
export type Kind = 'steady' | 'drifting' | 'sudden';

export const DRIFT_DAY = 60;
const SUDDEN = 0.3;
const TOPICS = ['a', 'b', 'c', 'd', 'e'];

/** Workspaces differ in how sharp and how honest the shipped confidence is for them, and topics within one differ too. */
export function worldOf(kind: Kind, random: () => number): World {
  const shift = 0.2 + 0.4 * normal(random);
  const slope = 1 + 0.5 * random();
  const offsets = new Map(TOPICS.map((topic) => [topic, 0.3 * normal(random)]));
  let today = 0;
  return {
    next: (day) => {
      if (kind === 'drifting' && day !== today) {
        today = day;
        for (const topic of TOPICS) offsets.set(topic, (offsets.get(topic) ?? 0) + 0.06 * normal(random));
      }
      const z = 1.5 + 1.8 * normal(random);
      const topic = TOPICS[Math.floor(random() ** 1.5 * TOPICS.length)] ?? 'a';
      const right = sigmoid(shift + slope * z + (offsets.get(topic) ?? 0));
      const wrong = 1 - (kind === 'sudden' && day >= DRIFT_DAY ? right * (1 - SUDDEN) : right);
      return { confidence: sigmoid(z), topic, wrong };
    },
  };
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
