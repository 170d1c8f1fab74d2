import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

/**
 * Ends connections whose form does not arrive in time, so that slow or idle clients don't hold the
 * others up. Files may take longer (a phone on a weak line): for them the server's own limit holds.
 */
export const slowBodies = fp(
  async (app: FastifyInstance, { withinMs }: { withinMs: number }) => {
    app.addHook('onRequest', (request, _reply, done) => {
      const { raw, headers } = request;
      const hasBody = headers['transfer-encoding'] !== undefined || headers['content-length'];
      const isUpload = headers['content-type']?.startsWith('multipart/form-data') === true;
      if (hasBody && !isUpload) {
        const timer = setTimeout(() => raw.destroy(), withinMs);
        timer.unref();
        const stop = () => clearTimeout(timer);
        raw.once('end', stop);
        raw.once('close', stop);
      }
      done();
    });
  },
  { name: 'slow-bodies' },
);
