import { z } from 'zod';
import { approveReview } from '#lib/reviews/approve.ts';
import { editReview } from '#lib/reviews/edit.ts';
import { rejectReasons, rejectReview } from '#lib/reviews/reject.ts';
import { decide } from '#lib/reviews/stale.ts';
import { takeOverReview } from '#lib/reviews/take-over.ts';
import { answer, idSchema, numberOf } from '../../../answer.ts';
import { readJson } from '../../../read-json.ts';

const decision = z.discriminatedUnion('action', [
  z.object({ action: z.literal('approve'), proposalId: idSchema }),
  z.object({ action: z.literal('edit'), body: z.string().max(100_000), close: z.boolean().optional() }),
  z.object({ action: z.literal('reject'), reason: z.enum(rejectReasons), note: z.string().max(2_000).optional() }),
  z.object({ action: z.literal('take_over') }),
]);

/** Approve and edit answer with `dueAt`: until then it can be undone. */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  return answer(async (agent) => {
    const asked = await readJson(request, decision);
    const reviewId = numberOf(id);
    switch (asked.action) {
      case 'approve':
        return decide((tx) => approveReview(tx, agent, reviewId, asked));
      case 'edit':
        return decide((tx) => editReview(tx, agent, reviewId, edited(asked)));
      case 'reject':
        return decide((tx) => rejectReview(tx, agent, reviewId, asked));
      case 'take_over':
        return decide((tx) => takeOverReview(tx, agent, reviewId));
    }
  });
}

function edited({ body, close }: { body: string; close?: boolean }): Parameters<typeof editReview>[3] {
  // biome-ignore lint/suspicious/noThenProperty: what becomes of the conversation
  return { body, then: close ? 'closed' : 'pending' };
}
