// Is this process up? Asks nothing else, so that a slow database does not make anybody restart a healthy web process.
import { connection } from 'next/server';

export async function GET(): Promise<Response> {
  await connection();
  return Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } });
}
