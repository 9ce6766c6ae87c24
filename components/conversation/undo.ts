'use client';
// The last thing that can be taken back: an undo line for a few seconds, and the Z key.
import { toast } from 'sonner';

type Offer = { id: string | number; run: () => void };
let last: Offer | null = null;

export function offerUndo(message: string, label: string, seconds: number, run: () => void): void {
  const forget = () => {
    if (last?.id === id) last = null;
  };
  const id = toast(message, {
    duration: seconds * 1000,
    action: {
      label,
      onClick: () => {
        forget();
        run();
      },
    },
    onAutoClose: forget,
    onDismiss: forget,
  });
  last = { id, run };
}

/** True when there was something to undo. */
export function undoLast(): boolean {
  if (!last) return false;
  const { id, run } = last;
  last = null;
  toast.dismiss(id);
  run();
  return true;
}
