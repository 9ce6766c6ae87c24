'use client';
import * as Radix from 'radix-ui/dropdown-menu';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

/** Not modal: a modal one hides the page from screen readers while its links can still be reached by Tab. */
export function Menu(props: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root modal={false} {...props} />;
}
/** Wrap a Button: `<MenuTrigger asChild><Button …/></MenuTrigger>`. */
export const MenuTrigger = Radix.Trigger;

export function MenuContent({ className, ...props }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={5}
        collisionPadding={8}
        className={classNames(
          'z-50 max-h-[min(420px,var(--radix-dropdown-menu-content-available-height))] min-w-48 animate-in overflow-y-auto rounded-lg border border-line-2 bg-surface p-1 shadow-2',
          className,
        )}
        {...props}
      />
    </Radix.Portal>
  );
}

const ITEM =
  'flex min-h-[30px] cursor-default items-center gap-2.5 rounded-[5px] px-2.5 py-1 text-ink outline-none select-none data-[highlighted]:bg-hover data-[disabled]:opacity-50 [&>.lucide]:text-ink-3';

export function MenuItem({ className, ...props }: ComponentProps<typeof Radix.Item>) {
  return <Radix.Item className={classNames(ITEM, className)} {...props} />;
}

export function MenuLabel({ className, ...props }: ComponentProps<typeof Radix.Label>) {
  return (
    <Radix.Label className={classNames('px-2.5 pt-2 pb-1 text-2xs font-[550] text-ink-3', className)} {...props} />
  );
}

export function MenuSeparator() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}
