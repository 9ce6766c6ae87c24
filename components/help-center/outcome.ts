/** What went wrong, in words for people; `field` names the input, `conflict` that somebody else was first. */
export type Problem = { error: string; field?: string; conflict?: boolean };

export function isProblem(result: object): result is Problem {
  return 'error' in result;
}
