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

export async function openConnection(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).setNoDelay(true);
  await once(socket, 'connect');
  return socket;
}

/**
 * Sends them one after the other on that connection, the next as soon as the last is answered.
 * @throws when an answer is not an empty one with that status
 */
export async function sendAll(socket: Socket, posts: readonly Buffer[], status: number) {
  let answer = '';
  let answered = 0;
  await new Promise<void>((done, fail) => {
    const next = () => {
      const post = posts[answered];
      if (post === undefined) done();
      else socket.write(post);
    };
    socket.on('error', fail).on('close', () => fail(new Error('the server hung up')));
    socket.on('data', (part: Buffer) => {
      answer += part.toString('latin1');
      if (!answer.includes('\r\n\r\n')) return;
      const isRight =
        answer.startsWith(`HTTP/1.1 ${status} `) &&
        answer.endsWith('\r\n\r\n') &&
        /^content-length: 0\r$/im.test(answer);
      if (!isRight) return fail(new Error(`answered:\n${answer.slice(0, 500)}`));
      answer = '';
      answered += 1;
      next();
    });
    next();
  });
}
