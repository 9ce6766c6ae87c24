// Has the error of what sends itself left the budget? Watches the judged outcomes of confident replies (spot checks and audits) one by one.
//
// Test: an e-detector (J. Shin, A. Ramdas, A. Rinaldo, "E-detectors: a nonparametric framework for sequential change detection", 2023). For each of three
// suspected error rates (2, 4 and 8 times the budget, at most 90%) a CUSUM of likelihood ratios against the budget runs: it multiplies by
// q/b for a changed reply and (1-q)/(1-b) for an unchanged one, and never falls below the value of a fresh start. Under every error rate within the
// budget each factor has a mean of at most 1, whatever the past, so the mean of the three is an e-detector: the average number of judged
// replies until a false alarm is at least ALARM. That holds also when the share of spot checks depends on the past, because whether a reply is
// looked at does not depend on what the reviewer will say. A sudden jump is found after a number of judged replies that grows with ln(ALARM).

/** At least this many judged replies, on average, between two false alarms when the error is exactly at the budget; far more when it is below. */
export const ALARM = 500;
/** From here on confident replies are looked at more often, until the suspicion has passed. One changed reply is enough. */
const SUSPICION = 1.5;
/** Share of confident replies that go to Review under suspicion. */
export const SUSPICIOUS_SHARE = 0.5;

const TIMES = [2, 4, 8];
const MOST = 0.9;

export type Drift = {
  /** 1 and below: nothing odd. ALARM: the breaker trips. */
  level: number;
  state: 'quiet' | 'suspicious' | 'tripped';
  judged: number;
  changed: number;
};

/** @param outcomes oldest first; true: a person changed or refused it. Once tripped it stays so. @param budget a share in (0, 0.5). */
export function watch(outcomes: boolean[], budget: number): Drift {
  const feed = watcher(budget);
  let drift: Drift = { level: 0, state: 'quiet', judged: 0, changed: 0 };
  for (const error of outcomes) {
    drift = feed(error);
    if (drift.state === 'tripped') break;
  }
  return drift;
}

/** The same, one outcome at a time. */
export function watcher(budget: number): (error: boolean) => Drift {
  const detectors = TIMES.map((times) => ({ rate: Math.min(budget * times, MOST), value: 0 }));
  let judged = 0;
  let changed = 0;
  return (error) => {
    judged++;
    changed += error ? 1 : 0;
    for (const one of detectors)
      one.value = Math.max(one.value, 1) * (error ? one.rate / budget : (1 - one.rate) / (1 - budget));
    const level = detectors.reduce((sum, { value }) => sum + value, 0) / detectors.length;
    const state = level >= ALARM ? 'tripped' : level >= SUSPICION ? 'suspicious' : 'quiet';
    return { level, state, judged, changed };
  };
}

/** The share of confident replies to look at before they leave: what the owner set, more under suspicion. */
export function spotShare(set: number, state: Drift['state']): number {
  return state === 'quiet' ? set : Math.max(set, SUSPICIOUS_SHARE);
}
