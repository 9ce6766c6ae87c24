import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { ConversationPane } from '#components/conversation/pane.tsx';
import { NotFound } from '#lib/platform/errors.ts';
import { requireAgent } from '../../../../session.ts';
import { requestWorkspace } from '../../../../workspace.ts';
import { loadPane } from '../../load-pane.ts';

type Props = PageProps<'/inbox/[view]/[number]'>;

const load = cache(async (number: string) => {
  const agent = await requireAgent();
  if (!/^\d{1,15}$/.test(number)) notFound();
  try {
    return await loadPane(agent, Number(number));
  } catch (error) {
    if (error instanceof NotFound) notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { number } = await params;
  const { subject } = await load(number);
  return { title: subject ? `${subject} #${number}` : `#${number}` };
}

export default async function ConversationPage({ params }: Props) {
  const { number } = await params;
  const [conversation, { name }] = await Promise.all([load(number), requestWorkspace()]);
  return <ConversationPane key={conversation.id} initial={conversation} workspaceName={name} />;
}
