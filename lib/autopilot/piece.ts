// What the proof is made of.
import type { Cell } from './weights.ts';

/** `confidence` of today's model; `percent` as it was said then, which decided how likely a person was to look. */
export type Piece = {
  confidence: number;
  percent: number;
  topic: string | null;
  error: boolean;
  /** How many messages it stands for, where its cell does not say so. */
  weight?: number;
};
export type TopicCell = Cell & { topic: string | null };
