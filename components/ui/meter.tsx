import { classNames } from './class-names.ts';

/** A confidence as a bar; the number stands beside it in words. @param value 0..1 */
export function Meter({ value, className }: { value: number; className?: string }) {
  const share = Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <span
      aria-hidden="true"
      className={classNames('relative inline-block h-1 w-[34px] overflow-hidden rounded-sm bg-line', className)}
    >
      <span className="absolute inset-y-0 left-0 rounded-sm bg-iris-2" style={{ width: `${share}%` }} />
    </span>
  );
}
