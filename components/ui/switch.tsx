'use client';
import * as Radix from 'radix-ui/switch';

export function Switch({
  checked,
  onCheckedChange,
  label,
  disabled,
  name,
}: {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  label: string;
  disabled?: boolean;
  name?: string;
}) {
  return (
    <Radix.Root
      checked={checked}
      onCheckedChange={onCheckedChange}
      aria-label={label}
      disabled={disabled}
      name={name}
      className="relative h-[18px] w-8 flex-none rounded-full bg-ink-3 transition-colors disabled:opacity-50 data-[state=checked]:bg-ink"
    >
      <Radix.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-surface transition-transform data-[state=checked]:translate-x-4" />
    </Radix.Root>
  );
}
