import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Server-sent events to one listener (HTML Living Standard, 9.2). */
interface EventStream {
  /** @param data ids and counts; becomes one line of JSON */
  send(event: string, data: Readonly<Record<string, string | number | boolean | null>>): void;
  end(): void;
  onEnd(done: () => void): void;
}

/** Of one device: pages that were left open, and one that a bad line has not let go of yet. */
const MOST_OF_ONE = 4;
const MOST_OF_ALL = 400;
/** Shorter than any proxy waits for a word. */
const HEARTBEAT_MS = 20_000;
/** A listener that does not take so much is not there any more. */
const MOST_UNREAD = 64 * 1024;

interface Open {
  readonly owner: string;
  readonly body: Readable;
}

function say(body: Readable, text: string): void {
  if (body.destroyed || body.readableEnded) return;
  if (body.readableLength > MOST_UNREAD) body.destroy();
  else body.push(text);
}

/**
 * The streams of a scope: how many there may be, and their end when the server closes. Register
 * routes that use it with `compress: false`: a packed stream waits until it has enough to pack.
 */
export function eventStreams(app: FastifyInstance) {
  const open = new Set<Open>();
  const endAll = () => {
    for (const { body } of open) if (!body.destroyed) body.push(null);
  };
  // Before the server waits for its connections: open streams would hold it up.
  app.closing.addEventListener('abort', endAll);

  /** Whoever came last is the living one: the oldest of the same owner makes room. */
  function makeRoom(owner: string): boolean {
    const own = [...open].filter((one) => one.owner === owner);
    const oldest = own[0];
    if (own.length >= MOST_OF_ONE && oldest !== undefined) {
      say(oldest.body, 'event: replaced\ndata: {}\n\n');
      oldest.body.push(null);
      open.delete(oldest);
    }
    return open.size < MOST_OF_ALL;
  }

  return {
    /**
     * undefined: there are too many; say 503. Hand `body` to `reply.send`.
     * @param stays asked with every heartbeat: may the listener go on?
     */
    start(reply: FastifyReply, owner: string, stays: () => Promise<boolean>) {
      if (!makeRoom(owner)) return undefined;
      const body = new Readable({ read() {} });
      const one: Open = { owner, body };
      open.add(one);
      const beat = async () => {
        if (await stays().catch(() => true)) say(body, ': \n\n');
        else if (!body.destroyed) body.push(null);
      };
      const heart = setInterval(() => void beat(), HEARTBEAT_MS).unref();
      const ends: (() => void)[] = [() => clearInterval(heart), () => open.delete(one)];
      body.once('close', () => {
        for (const done of ends) done();
      });
      // A first word opens the stream on the listener's side; a lost line is tried again after 3 s.
      body.push('retry: 3000\n\n');
      reply
        .type('text/event-stream; charset=utf-8')
        // nginx would wait until it has a page full.
        .header('X-Accel-Buffering', 'no');
      const stream: EventStream = {
        send: (event, data) => say(body, `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
        end: () => void (body.destroyed || body.push(null)),
        onEnd: (done) => ends.push(done),
      };
      return { stream, body };
    },
  };
}
