/** Of one delivery that did not happen, or not yet. */
export type FailedRecipient = {
  /** Lower case; empty when none is named. */
  recipient: string;
  /** RFC 3463, e.g. 5.1.1. */
  status: string;
  /** No later attempt will do: the status is of class 5. */
  permanent: boolean;
  /** In the server's words, one line. */
  diagnostic: string;
};
