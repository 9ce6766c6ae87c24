// The inbox's views, in the order of the sidebar, and those of each team. No query here: the browser reads this file too.
export const views = ['mine', 'unassigned', 'open', 'pending', 'ai', 'snoozed', 'closed', 'spam'] as const;
export type FixedView = (typeof views)[number];
/** What a team has and nobody of it took; with `-open`, all that is open of a team's. */
export type TeamView = `team-${number}` | `team-${number}-open`;
export type View = FixedView | TeamView;

export function isView(text: string): text is View {
  return (views as readonly string[]).includes(text) || TEAM.test(text);
}

/** Null: not a team's. */
export function teamOfView(view: View): { teamId: number; open: boolean } | null {
  const match = TEAM.exec(view);
  return match?.[1] ? { teamId: Number(match[1]), open: match[2] !== undefined } : null;
}

const TEAM = /^team-([1-9]\d{0,14})(-open)?$/;
