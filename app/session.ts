// Who is asking, for pages, actions and API routes. The cookie names a session; the sessions table has the last word.
import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { type CurrentAgent, loadAgentForSession } from '#lib/agents/current.ts';
import { workspaceExists } from '#lib/workspace/exists.ts';
import { sessionOfCookie } from './session-cookie.ts';

/** The signed-in agent; anybody else is led to setup (nothing here yet) or to sign-in and then back. */
export async function requireAgent(): Promise<CurrentAgent> {
  const agent = await sessionAgent();
  if (agent) return agent;
  if (!(await workspaceExists())) redirect('/setup');
  const path = (await headers()).get('x-tandem-path');
  redirect(path && path !== '/' ? `/sign-in?callbackUrl=${encodeURIComponent(path)}` : '/sign-in');
}

/** For API routes: `const agent = await agentOr401(); if (agent instanceof Response) return agent;` */
export async function agentOr401(): Promise<CurrentAgent | Response> {
  const agent = await sessionAgent();
  return (
    agent ??
    Response.json({ error: 'You are signed out. Nothing was changed; sign in and try again.' }, { status: 401 })
  );
}

/** The agent or null, once per request. */
export const sessionAgent = cache(async (): Promise<CurrentAgent | null> => {
  const id = await sessionId();
  return id ? loadAgentForSession(id) : null;
});

export async function sessionId(): Promise<string | null> {
  return sessionOfCookie();
}
