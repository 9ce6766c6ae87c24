// What the screen of earlier answers asks its page to do.
import type { Problem } from '#components/help-center/outcome.ts';
import type { SnippetInput } from '#lib/knowledge/snippets.ts';

export type Answer = Promise<{ done: true } | Problem>;
export type SolvedActions = {
  onKeep: (id: number, words: SnippetInput & { confirmed: boolean }) => Answer;
  onRefuse: (id: number) => Answer;
  onUseAgain: (id: number) => Answer;
};
