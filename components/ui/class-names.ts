import { type ClassValue, clsx } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

// Our own sizes and shadows, or `text-body text-ink` would count as two colours and lose one.
const merge = extendTailwindMerge({
  extend: {
    classGroups: {
      'font-size': [{ text: ['2xs', 'xs', 'sm', 'body', 'md', 'base'] }],
      shadow: [{ shadow: ['1', '2'] }],
    },
  },
});

/** Joins class names; of two that set the same thing the later one wins. */
export function classNames(...values: ClassValue[]): string {
  return merge(clsx(values));
}
