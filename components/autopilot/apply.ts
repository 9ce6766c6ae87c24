import type { AutopilotChange } from '#lib/autopilot/settings.ts';

/** Does it and says so; the page shows what the server says afterwards. Resolves to whether it worked. */
export type Apply = (change: AutopilotChange, done: string) => Promise<boolean>;
