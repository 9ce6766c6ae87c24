// Months of one workspace after another, decided by the production functions: threshold, pooling, weights, spot checks, the breaker.
import { type Drift, spotShare, watcher } from '#lib/autopilot/drift.ts';
import { pooledAt } from '#lib/autopilot/results.ts';
import { seeded } from '#lib/autopilot/seeded.ts';
import { earnedThreshold, percentOf, stepsOf } from '#lib/autopilot/threshold.ts';
import { type Cell, weightsOf } from '#lib/autopilot/weights.ts';
import { DRIFT_DAY, type Kind, worldOf } from './world.ts';

export type Setting = { perDay: number; budget: number; world: Kind };

export type Summary = Setting & {
  /** Share of workspaces that ever sent, and of all workspaces: those whose sent replies were wrong more often than the budget says. */
  earned: number;
  over: number;
  /** The same for two thresholds that somebody picked. */
  over80: number;
  over90: number;
  /** Mean over workspaces of the share that left by itself, by month. */
  coverage: number[];
  /** Mean true error of what was sent, of the workspaces that sent. */
  error: number;
  /** Wrong replies that left after the drift and before the breaker; median and 95th percentile. Null without a drift. */
  leaked: { median: number; most: number } | null;
  /** Share of workspaces in which the breaker tripped (without a drift: false alarms). */
  tripped: number;
};

const DAYS = 120;
const MONTH = 30;
/** Of the mails, those whose reply nothing but the threshold holds back. */
const ELIGIBLE = 0.6;
const SPOT = 0.05;
const AUDIT = 0.02;
/** A reviewer overlooks some of what is wrong and changes some of what is right. */
const OVERLOOKS = 0.05;
const MEDDLES = 0.005;
const EVIDENCE = 5000;

type Judged = { confidence: number; percent: number; topic: string; error: boolean };
type Life = {
  sent: number;
  wrong: number;
  fixed: Record<80 | 90, { sent: number; wrong: number }>;
  monthly: { seen: number; sent: number }[];
  leaked: number;
  tripped: boolean;
};

export function simulate(setting: Setting, workspaces: number): Summary {
  const lives = Array.from({ length: workspaces }, (_, index) => live(setting, seeded(1000 * index + setting.perDay)));
  const budget = 1 / setting.budget;
  const share = (test: (life: Life) => boolean) => lives.filter(test).length / lives.length;
  const sending = lives.filter(({ sent }) => sent > 0);
  const leaks = lives
    .filter(({ sent }) => sent > 0)
    .map(({ leaked }) => leaked)
    .sort((a, b) => a - b);
  return {
    ...setting,
    earned: share(({ sent }) => sent > 0),
    over: share(({ sent, wrong }) => sent > 0 && wrong / sent > budget),
    over80: share(({ fixed }) => fixed[80].wrong / Math.max(1, fixed[80].sent) > budget),
    over90: share(({ fixed }) => fixed[90].wrong / Math.max(1, fixed[90].sent) > budget),
    coverage: Array.from({ length: DAYS / MONTH }, (_, month) => {
      const shares = lives.map(({ monthly }) => (monthly[month]?.sent ?? 0) / Math.max(1, monthly[month]?.seen ?? 0));
      return shares.reduce((sum, value) => sum + value, 0) / shares.length;
    }),
    error: sending.reduce((sum, { sent, wrong }) => sum + wrong / sent, 0) / Math.max(1, sending.length),
    leaked:
      setting.world === 'sudden'
        ? { median: leaks[Math.floor(leaks.length / 2)] ?? 0, most: leaks[Math.floor(leaks.length * 0.95)] ?? 0 }
        : null,
    tripped: share(({ tripped }) => tripped),
  };
}

/** `wrong` sums true chances, not coin flips: the question is what the workspace was exposed to, not its luck. */
function live({ perDay, budget, world }: Setting, random: () => number): Life {
  const { next } = worldOf(world, random);
  const life: Life = {
    sent: 0,
    wrong: 0,
    fixed: { 80: { sent: 0, wrong: 0 }, 90: { sent: 0, wrong: 0 } },
    monthly: Array.from({ length: DAYS / MONTH }, () => ({ seen: 0, sent: 0 })),
    leaked: 0,
    tripped: false,
  };
  let evidence: Judged[] = [];
  let cells = new Map<number, Cell>();
  let feed = watcher(1 / budget);
  let threshold: number | null = null;
  let held = new Set<string>();
  let state: Drift['state'] = 'quiet';
  // Big workspaces recount as often as small ones; here every few days is enough.
  const every = perDay >= 500 ? 4 : perDay >= 50 ? 2 : 1;
  let owed = 0;
  for (let day = 0; day < DAYS; day++) {
    if (day % every === 0) ({ threshold, held } = recount(evidence, cells, 1 / budget));
    owed += perDay * ELIGIBLE;
    const month = life.monthly[Math.floor(day / MONTH)] as { seen: number; sent: number };
    for (; owed >= 1; owed--) {
      const { confidence, topic, wrong } = next(day);
      const percent = percentOf(confidence);
      month.seen += 1 / ELIGIBLE;
      for (const fixed of [80, 90] as const)
        if (percent >= fixed) {
          life.fixed[fixed].sent++;
          life.fixed[fixed].wrong += wrong;
        }
      const sure = threshold !== null && percent >= threshold && !held.has(topic);
      const spot = spotShare(SPOT, state);
      const before = !sure || random() < spot;
      const judged = before || random() < AUDIT;
      const cell = cells.get(percent) ?? { percent, proposals: 0, chances: 0, judged: 0 };
      cells.set(percent, cell);
      cell.proposals++;
      cell.chances += sure ? spot + (1 - spot) * AUDIT : 1;
      if (!before) {
        month.sent++;
        life.sent++;
        life.wrong += wrong;
        if (day >= DRIFT_DAY && !life.tripped) life.leaked += wrong;
      }
      if (!judged) continue;
      const error = random() < wrong * (1 - OVERLOOKS) + (1 - wrong) * MEDDLES;
      cell.judged++;
      evidence.push({ confidence, percent, topic, error });
      if (!sure) continue;
      ({ state } = feed(error));
      if (state !== 'tripped') continue;
      // As the breaker does: nothing of before counts; here the owner turns it on again at once.
      life.tripped = true;
      [evidence, threshold, state] = [[], null, 'quiet'];
      feed = watcher(1 / budget);
      cells = new Map();
    }
    if (evidence.length > EVIDENCE) evidence = evidence.slice(-EVIDENCE);
  }
  return life;
}

function recount(evidence: Judged[], cells: Map<number, Cell>, budget: number) {
  const weight = weightsOf([...cells.values()]);
  const pieces = evidence.map((piece) => ({ ...piece, weight: weight(piece.percent) }));
  const { threshold } = earnedThreshold(stepsOf(pieces), budget);
  const topics = ['a', 'b', 'c', 'd', 'e'];
  const held = new Set(
    threshold === null ? [] : topics.filter((topic) => pooledAt(evidence, topic, threshold).fit !== 'pooled'),
  );
  return { threshold, held };
}
