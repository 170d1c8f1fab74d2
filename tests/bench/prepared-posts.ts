import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { RawInput } from '../../server/domain/fields/answers.ts';
import { encodeForm } from '../support/http-resident.ts';

/** A form as it goes over the wire, made before the clock starts: the load's own work is not what is measured. */
export function preparePost(url: string, cookie: string, form: RawInput): Buffer {
  const { host, origin, pathname } = new URL(url);
  const body = encodeForm(form);
  const head = [
    `POST ${pathname} HTTP/1.1`,
    `host: ${host}`,
    `origin: ${origin}`,
    `cookie: ${cookie}`,
    'accept: text/html',
    'x-forwarded-for: 10.0.0.1',
    'content-type: application/x-www-form-urlencoded',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}

async function openConnection(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).setNoDelay(true);
  await once(socket, 'connect');
  return socket;
}

/** The notification of a machine, over whose bytes it has signed. */
export function prepareNotice(url: string, body: string, signature: string): Buffer {
  const { host, pathname } = new URL(url);
  const head = [
    `POST ${pathname} HTTP/1.1`,
    `host: ${host}`,
    'content-type: application/json',
    `stripe-signature: ${signature}`,
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/**
 * Sends them one after the other on that connection, the next as soon as the last is answered. Bytes
 * are compared, nothing is taken apart: what the load does in between is counted with the answer.
 * @param body of each answer
 * @throws when an answer has another status or goes on after that body
 */
async function sendAll(
  socket: Socket,
  posts: readonly Buffer[],
  status: number,
  body = '',
): Promise<void> {
  const begin = Buffer.from(`HTTP/1.1 ${status} `);
  const end = Buffer.from(`\r\n\r\n${body}`);
  let parts: Buffer[] = [];
  let answered = 0;
  await new Promise<void>((done, fail) => {
    const next = () => {
      const post = posts[answered];
      if (post === undefined) done();
      else socket.write(post);
    };
    socket.on('error', fail).on('close', () => fail(new Error('the server hung up')));
    socket.on('data', (part: Buffer) => {
      parts.push(part);
      const answer = parts.length === 1 ? part : Buffer.concat(parts);
      if (!answer.subarray(0, begin.length).equals(begin)) {
        return fail(new Error(`answered:\n${answer.toString('latin1').slice(0, 500)}`));
      }
      if (!answer.subarray(-end.length).equals(end)) return;
      parts = [];
      answered += 1;
      next();
    });
    next();
  });
}

/** Sends them on so many connections at once. @returns posts a second */
export async function postsPerSecond(
  url: string,
  posts: readonly Buffer[],
  connections: number,
  answer: { readonly status: number; readonly body?: string },
): Promise<number> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => openConnection(url)));
  const started = performance.now();
  await Promise.all(
    sockets.map((socket, at) => {
      const own = posts.filter((_, n) => n % connections === at);
      return sendAll(socket, own, answer.status, answer.body);
    }),
  );
  const took = performance.now() - started;
  for (const socket of sockets) socket.destroy();
  return (posts.length * 1000) / took;
}
