// What a person reads in the terminal: our own lines as they are, the processes' log lines shortened to one line each.
const LEVELS: Record<number, string> = { 40: 'warning: ', 50: 'error: ', 60: 'fatal: ' };

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A JSON line of the log becomes "worker  message (err)"; anything else is shown as it came. */
export function showChildLine(name: string, line: string): void {
  if (line.trim()) say(`${name.padEnd(7)} ${readable(line)}`);
}

export function readable(line: string): string {
  if (!line.startsWith('{')) return line;
  try {
    const {
      level,
      msg,
      err,
      time: _,
      ...rest
    } = JSON.parse(line) as Record<string, unknown> & {
      level: number;
      msg?: string;
      err?: { message?: string; stack?: string };
    };
    const details = Object.entries(rest).map(
      ([key, value]) => `${key}=${typeof value === 'object' ? JSON.stringify(value) : value}`,
    );
    const error = err ? ` – ${err.stack ?? err.message}` : '';
    return `${LEVELS[level] ?? ''}${msg ?? ''}${details.length ? ` (${details.join(', ')})` : ''}${error}`;
  } catch {
    return line;
  }
}
