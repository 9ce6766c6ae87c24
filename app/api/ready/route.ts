// May this process get visitors? Only when its database answers.
import { connection } from 'next/server';
import { databaseAnswers } from '#lib/platform/ready.ts';

export async function GET(): Promise<Response> {
  await connection();
  const ready = await databaseAnswers();
  return Response.json(
    { status: ready ? 'ready' : 'waiting for the database' },
    { status: ready ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  );
}
