import { once } from 'node:events';
import { connect } from 'node:net';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { slowBodies } from '../../server/http/slow-bodies.ts';

describe('a body that comes slowly', () => {
  const app = fastify();
  let port = 0;
  beforeAll(async () => {
    await app.register(slowBodies, { withinMs: 200 });
    await app.register(formbody);
    await app.register(multipart);
    app.post('/', () => 'thank you');
    port = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port);
  });
  afterAll(() => app.close());

  /** Announces ten bytes, sends two, and waits. @returns what was still open after that time */
  async function halfAForm(type: string, waitMs: number): Promise<boolean> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: 10\r\n\r\na=`,
    );
    socket.on('error', () => undefined);
    socket.resume();
    const closed = once(socket, 'close').then(() => false);
    const open = await Promise.race([
      closed,
      new Promise<boolean>((done) => setTimeout(() => done(true), waitMs)),
    ]);
    socket.destroy();
    return open;
  }

  it('ends the connection of a form, and is awaited of a file', async () => {
    expect(await halfAForm('application/x-www-form-urlencoded', 1500)).toBe(false);
    expect(await halfAForm('multipart/form-data; boundary=b', 600)).toBe(true);
  });

  it('does not disturb a form that comes in time', async () => {
    const payload = 'a=1';
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await app.inject({ method: 'POST', url: '/', headers, payload })).body).toBe(
      'thank you',
    );
  });
});
