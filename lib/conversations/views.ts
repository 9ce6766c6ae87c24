// The inbox's views, in the order of the sidebar. No query here: the browser reads this file too.
export const views = ['mine', 'unassigned', 'open', 'pending', 'ai', 'snoozed', 'closed', 'spam'] as const;
export type View = (typeof views)[number];

export function isView(text: string): text is View {
  return (views as readonly string[]).includes(text);
}
