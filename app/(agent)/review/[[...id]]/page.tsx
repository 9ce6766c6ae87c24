import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import { AboutToGo } from '#components/review/about-to-go.tsx';
import { EmptyQueue } from '#components/review/empty-queue.tsx';
import { ReviewScreen } from '#components/review/review-screen.tsx';
import { SecondLook } from '#components/review/second-look.tsx';
import { hasRole } from '#lib/agents/roles.ts';
import { nextAudit } from '#lib/autopilot/audits.ts';
import { getAutopilot } from '#lib/autopilot/settings.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { listAboutToGo } from '#lib/reviews/about-to-go.ts';
import { everDecided } from '#lib/reviews/ever-decided.ts';
import { loadReview } from '#lib/reviews/load.ts';
import { listQueue } from '#lib/reviews/queue.ts';
import type { QueueOrder } from '#lib/reviews/review-view.ts';
import { requireAgent } from '../../../session.ts';
import { requestWorkspace } from '../../../workspace.ts';
import { answerAuditAction } from '../second-look.ts';

export const metadata: Metadata = { title: 'Review' };

/** /review shows the queue (and, where there is room, its first proposal); /review/12 that one. */
export default async function ReviewPage({ params }: { params: Promise<{ id?: string[] }> }) {
  const [agent, { id = [] }, jar] = await Promise.all([requireAgent(), params, cookies()]);
  if (id.length > 1 || (id[0] && !/^\d{1,15}$/.test(id[0]))) notFound();
  const order: QueueOrder = jar.get('review-order')?.value === 'confident' ? 'confident' : 'oldest';
  const [queue, workspace, autopilot, decided, { audit, waiting }, lane] = await Promise.all([
    listQueue(agent, { order }),
    requestWorkspace(),
    getAutopilot(),
    everDecided(),
    nextAudit(agent),
    listAboutToGo(agent),
  ]);
  const wanted = id[0] ? Number(id[0]) : queue.items[0]?.reviewId;
  const review = wanted === undefined ? null : await loadReview(agent, wanted).catch(orNull);
  return (
    <ReviewScreen
      initialQueue={queue}
      initialReview={review}
      initialOrder={order}
      me={{ id: agent.id, name: agent.name }}
      mayDecide={hasRole(agent, 'agent')}
      undoSeconds={workspace.undoSeconds}
      aboutToGo={<AboutToGo initial={lane} mayDecide={hasRole(agent, 'agent')} />}
      secondLook={
        audit && hasRole(agent, 'agent') ? (
          <SecondLook key={audit.id} audit={audit} waiting={waiting} onAnswer={answerAuditAction} />
        ) : null
      }
      empty={<EmptyQueue mode={autopilot.mode} demo={workspace.demo} everDecided={decided} />}
    />
  );
}

// The screen says itself that a review is gone; the queue beside it still works.
function orNull(error: unknown): null {
  if (error instanceof NotFound) return null;
  throw error;
}
