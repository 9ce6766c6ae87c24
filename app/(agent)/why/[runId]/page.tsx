import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { WhyPage } from '#components/why/why-page.tsx';
import { explainRun } from '#lib/ai/explain.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { requireAgent } from '../../../session.ts';

export const metadata: Metadata = { title: 'Why this answer' };

export default async function Why({ params }: PageProps<'/why/[runId]'>) {
  const [agent, { runId }] = await Promise.all([requireAgent(), params]);
  if (!/^\d{1,15}$/.test(runId)) notFound();
  const explanation = await explainRun(agent, Number(runId)).catch((error: unknown) => {
    if (error instanceof NotFound) notFound();
    throw error;
  });
  return <WhyPage explanation={explanation} />;
}
