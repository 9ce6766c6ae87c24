import type { ListRow } from '#lib/conversations/list.ts';
import type { View } from '#lib/conversations/views.ts';

/** Whether a row still belongs into a view, as the server's predicate will say (lib/conversations/list.ts). */
export function belongs(row: Pick<ListRow, 'status' | 'assigneeId'>, view: View, me: number): boolean {
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
