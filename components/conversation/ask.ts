'use client';
/** The server's refusal in its own words, for people; null when it did not answer at all. */
export class Refused extends Error {
  override name = 'Refused';
  readonly said: string | null;
  readonly status: number;
  constructor(said: string | null, status: number) {
    super(said ?? 'no answer');
    this.said = said;
    this.status = status;
  }
}

/** Asks the app's own API. Throws Refused. */
export async function ask<T = void>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(`/api/app/${path}`, init).catch(() => null);
  if (!response) throw new Refused(null, 0);
  if (!response.ok) {
    const said = (await response.json().catch(() => null)) as { error?: string } | null;
    throw new Refused(said?.error ?? null, response.status);
  }
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** @param init.keepalive for what must arrive though the page is being left */
export function tell<T = void>(path: string, body: unknown, init?: RequestInit): Promise<T> {
  return ask<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...init,
  });
}
