import type { FastifyInstance } from 'fastify';
import type { Services } from '../../services.ts';
import { readerCards } from './reader-cards.ts';
import { readerErrors, refuseReader } from './reader-errors.ts';
import { readerEvents } from './reader-events.ts';
import { readerPairing } from './reader-pairing.ts';
import { checkReaders } from './reader-token-check.ts';

const BODY_LIMIT = 8 * 1024;

/**
 * The bridge for programs of ID card readers (docs/reader-bridge.md). Register in a scope of its
 * own: JSON is read here, and tokens of readers are good nowhere else.
 */
export async function readerRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: BODY_LIMIT },
    (_request, body, done) => {
      try {
        done(null, JSON.parse(String(body)));
      } catch {
        // What can't be read is as wrong as what is missing.
        done(null, undefined);
      }
    },
  );
  readerErrors(app);
  checkReaders(app, services);
  readerPairing(app, services);
  readerCards(app, services);
  readerEvents(app, services);
  app.all('/api/v1/reader/*', { config: { csrf: 'machine' } }, async (_request, reply) =>
    refuseReader(reply, 'not_found'),
  );
}
