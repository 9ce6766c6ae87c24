/** How a customer may feel, as triage says it and agents correct it. */
export const MOODS = ['calm', 'happy', 'confused', 'upset', 'angry'] as const;
export type Mood = (typeof MOODS)[number];
