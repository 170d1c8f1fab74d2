import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';

/** Between two looks at who is still waited for. */
const LOOK_EVERY = 0.1;

/** A form, or anything else that is no file: files may take longer (a phone on a weak line). */
function isForm({ headers }: FastifyRequest): boolean {
  if (headers['transfer-encoding'] === undefined && !headers['content-length']) return false;
  return headers['content-type']?.startsWith('multipart/form-data') !== true;
}

/**
 * Ends connections whose form does not arrive in time (or a tenth later), so that slow or idle
 * clients don't hold the others up; for files the server's own limit holds. One clock for all of
 * them: a timer for each form and its listeners cost more than looking through the few that wait.
 */
export const slowBodies = fp(
  async (app: FastifyInstance, { withinMs }: { withinMs: number }) => {
    /** When it began, ms; in order. */
    const waiting = new Map<FastifyRequest['raw'], number>();
    app.addHook('onRequest', (request, _reply, done) => {
      if (isForm(request)) waiting.set(request.raw, performance.now());
      done();
    });
    app.addHook('onResponse', (request, _reply, done) => {
      waiting.delete(request.raw);
      done();
    });
    app.addHook('onRequestAbort', (request, done) => {
      waiting.delete(request.raw);
      done();
    });
    const look = () => {
      const late = performance.now() - withinMs;
      for (const [raw, since] of waiting) {
        if (since > late) break;
        waiting.delete(raw);
        if (!raw.complete) raw.destroy();
      }
    };
    const clock = setInterval(look, withinMs * LOOK_EVERY);
    clock.unref();
    app.addHook('onClose', async () => clearInterval(clock));
  },
  { name: 'slow-bodies' },
);
