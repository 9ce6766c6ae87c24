// What a person reads in the terminal: our own lines as they are, the processes' log lines shortened to one line each.
const LEVELS: Record<number, string> = { 40: 'warning: ', 50: 'error: ', 60: 'fatal: ' };
// Next's own greeting says nothing that ours does not.
const GREETING = /^\s*(▲ Next\.js|✓ (Ready|Running|Starting)|- (Local|Network|Environments):)/;
const AGAIN_AFTER_MS = 10_000;
const shown = new Map<string, number>();

// A closed terminal must not keep us from stopping in order.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** One line of a process. What was just said is not said again: a lost database makes the same complaint many times a second. */
export function showChildLine(name: string, line: string): void {
  if (!line.trim() || GREETING.test(line)) return;
  const text = `${name.padEnd(7)} ${readable(line)}`;
  const now = Date.now();
  if (line.startsWith('{')) {
    if (now - (shown.get(text) ?? 0) < AGAIN_AFTER_MS) return;
    for (const [key, at] of shown) if (now - at > AGAIN_AFTER_MS) shown.delete(key);
    shown.set(text, now);
  }
  say(text);
}

/** A JSON line of the log becomes "message (ids) – error"; anything else is shown as it came. */
export function readable(line: string): string {
  if (!line.startsWith('{')) return line;
  try {
    const { level, msg, err, time: _, ...rest } = JSON.parse(line) as Log;
    const details = Object.entries(rest).map(
      ([key, value]) => `${key}=${typeof value === 'object' ? JSON.stringify(value) : value}`,
    );
    const error = err ? ` – ${level < 50 ? reasonOf(err) : ownFrames(err)}` : '';
    return `${LEVELS[level] ?? ''}${msg ?? ''}${details.length ? ` (${details.join(', ')})` : ''}${error}`;
  } catch {
    return line;
  }
}

type Log = Record<string, unknown> & { level: number; msg?: string; err?: { message?: string; stack?: string } };

/** pino writes the messages of an error and of its causes as "a: b"; a failed query's own lines are only its SQL. */
function reasonOf({ message = '', stack = '' }: { message?: string; stack?: string }): string {
  const cause = /^caused by: (.*)$/m.exec(stack)?.[1];
  return cause ?? message.split('\n')[0] ?? '';
}

/** The stack without the frames of packages and of Node, which say nothing about Tandem. */
function ownFrames({ message = '', stack }: { message?: string; stack?: string }): string {
  const lines = (stack ?? message).split('\n');
  return lines.filter((line) => !/^\s+at .*(node:|node_modules|<anonymous>)/.test(line)).join('\n');
}
