/** A mail that no later try will make sense of: it goes to quarantine with this reason, in words for people. */
export class Unusable extends Error {
  override name = 'Unusable';
}
