import type { Route } from 'next';
import { redirect } from 'next/navigation';
import { hasRole } from '#lib/agents/roles.ts';
import { requireAgent } from '../../session.ts';

export default async function SettingsPage() {
  const agent = await requireAgent();
  redirect((hasRole(agent, 'admin') ? '/settings/workspace' : '/settings/you') as Route);
}
