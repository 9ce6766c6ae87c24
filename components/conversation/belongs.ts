import type { ListRow } from '#lib/conversations/list.ts';
import { teamOfView, type View } from '#lib/conversations/views.ts';

/** Whether a row still belongs into a view, as the server's predicate will say (lib/conversations/list.ts). */
export function belongs(row: Pick<ListRow, 'status' | 'assigneeId' | 'teamId'>, view: View, me: number): boolean {
  const team = teamOfView(view);
  if (team) return row.status === 'open' && row.teamId === team.teamId && (team.open || row.assigneeId === null);
  switch (view) {
    case 'mine':
      return row.status === 'open' && row.assigneeId === me;
    case 'unassigned':
      return row.status === 'open' && row.assigneeId === null;
    case 'ai':
      return row.status === 'pending' || row.status === 'closed';
    case 'spam':
      return row.status === 'spam' || row.status === 'trash';
    default:
      return row.status === view;
  }
}
