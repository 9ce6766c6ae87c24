// What happens, as it happens (server-sent events). A browser that was away says which event it saw last and gets the rest.
import type { NextRequest } from 'next/server';
import { isLive } from '#lib/agents/current.ts';
import { eventsAfter, type FeedEvent, followEvents, newestEvent } from '#lib/conversations/feed.ts';
import { agentOr401, sessionId } from '../../session.ts';
import { openStream } from './open-streams.ts';

export const dynamic = 'force-dynamic';

// With each, the session is looked at: whoever was signed out elsewhere stops hearing things.
const HEARTBEAT_MS = 15_000;
const LONGEST_MS = 5 * 60_000;

export async function GET(request: NextRequest): Promise<Response> {
  const agent = await agentOr401();
  if (agent instanceof Response) return agent;
  const session = (await sessionId()) ?? '';
  const release = openStream(agent.id);
  if (!release)
    return Response.json({ error: 'You have Tandem open in too many tabs. Close some, then reload.' }, { status: 429 });
  const asked = Number(request.headers.get('last-event-id') ?? request.nextUrl.searchParams.get('after'));
  const lastSeen = Number.isSafeInteger(asked) ? asked : 0;
  const encoder = new TextEncoder();
  let finish = () => release();

  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      let open = true;
      const write = (text: string) => {
        if (open) controller.enqueue(encoder.encode(text));
      };
      // Until the replay is out, what arrives waits its turn.
      let waiting: FeedEvent[] | undefined = [];
      const stop = await followEvents((event) => (waiting ? waiting.push(event) : write(format(event)))).catch(
        (error) => {
          release();
          throw error;
        },
      );
      const heartbeat = setInterval(() => void beat(), HEARTBEAT_MS);
      const beat = async () => {
        if (await isLive(session).catch(() => false)) write(': still here\n\n');
        else finish();
      };
      const longest = setTimeout(() => finish(), LONGEST_MS);
      finish = () => {
        if (!open) return;
        open = false;
        release();
        stop();
        clearInterval(heartbeat);
        clearTimeout(longest);
        controller.close();
      };
      if (request.signal.aborted) return finish();
      request.signal.addEventListener('abort', () => finish());
      write('retry: 1500\n\n');
      const missed = lastSeen > 0 ? await eventsAfter(lastSeen) : [];
      if (missed) for (const event of missed) write(format(event));
      if (!missed || lastSeen <= 0) {
        write(format({ seq: await newestEvent(), type: missed ? 'hello' : 'reload', conversationId: null }));
      }
      for (const event of waiting) write(format(event));
      waiting = undefined;
    },
    cancel: () => finish(),
  });
  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}

function format(event: FeedEvent): string {
  const id = event.seq === null ? '' : `id: ${event.seq}\n`;
  return `${id}data: ${JSON.stringify(event)}\n\n`;
}
