export type Preset = { name: 'later' | 'evening' | 'tomorrow' | 'monday' | 'week'; at: Date };

const MORNING = 9;
const EVENING = 18;

/** What "later" may mean, in the reader's own zone. */
export function snoozePresets(now: Date): Preset[] {
  const day = (days: number, hour: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour, 0, 0, 0);
  const presets: Preset[] = [];
  if (now.getHours() < EVENING - 4) presets.push({ name: 'later', at: new Date(now.getTime() + 3 * 3_600_000) });
  if (now.getHours() < EVENING - 1) presets.push({ name: 'evening', at: day(0, EVENING) });
  presets.push({ name: 'tomorrow', at: day(1, MORNING) });
  const untilMonday = (8 - now.getDay()) % 7 || 7;
  if (untilMonday > 1) presets.push({ name: 'monday', at: day(untilMonday, MORNING) });
  presets.push({ name: 'week', at: day(7, MORNING) });
  return presets;
}
