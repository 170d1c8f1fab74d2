import 'fastify';
import type { Locale } from '../domain/procedures/locale.ts';
import type { PageModel } from './page-context.ts';
import type { Words } from './words.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Locale of the URL (default one on pages without). */
    locale: Locale;
    words: Words;
    /** SHA-256 (hex) of the browser's session secret; empty when it has none yet. */
    sessionHash: string;
  }
  interface FastifyReply {
    /** Renders `views/<view>.eta` in the reader's language. */
    page(view: string, model: PageModel): Promise<string>;
    /** Gives the browser a session secret if it has none; returns its hash. */
    startSession(): string;
    /** A new secret for whoever has just shown who they are (ASVS 7.2.4); returns its hash. */
    renewSession(): string;
    /** Ends the browser's session: new cookie on next start, Clear-Site-Data. */
    endSession(): void;
  }
}
