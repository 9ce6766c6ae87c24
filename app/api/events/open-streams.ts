// How many event streams each agent holds in this process: every one costs memory and a query now and then.

const MOST = 50;
const held = new Map<number, number>();

/** Returns how to give the place back (twice is the same as once); null when this agent holds too many. */
export function openStream(agentId: number): (() => void) | null {
  const count = held.get(agentId) ?? 0;
  if (count >= MOST) return null;
  held.set(agentId, count + 1);
  let open = true;
  return () => {
    if (!open) return;
    open = false;
    const left = (held.get(agentId) ?? 1) - 1;
    if (left > 0) held.set(agentId, left);
    else held.delete(agentId);
  };
}
