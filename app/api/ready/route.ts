// May this process get visitors? Only when its database answers. It also says whether a worker lives; without one pages work, and mail waits.
import { connection } from 'next/server';
import { workerState } from '#lib/jobs/pulse.ts';
import { databaseAnswers } from '#lib/platform/ready.ts';

export async function GET(): Promise<Response> {
  await connection();
  const ready = await databaseAnswers();
  const worker = ready ? await workerState().catch(() => null) : null;
  return Response.json(
    {
      status: ready ? 'ready' : 'waiting for the database',
      ...(worker ? { worker: worker.away ? 'away' : 'running', workerSeenAt: worker.seenAt } : {}),
    },
    { status: ready ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  );
}
