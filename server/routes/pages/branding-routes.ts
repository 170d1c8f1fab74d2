import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { darker } from '../../lib/contrast.ts';
import type { Services } from '../../services.ts';

/** The town's own colour and mark, where it has any. */
export async function brandingRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const branding = () => services.library.municipality.branding ?? {};
  app.get('/branding/colours.css', async (_request, reply) => {
    const { colour } = branding();
    if (colour === undefined) throw new DomainError('page_not_found');
    const rules = [
      `--color-primitive-blue-900:${colour}`,
      `--color-primitive-blue-1000:${darker(colour, 0.8)}`,
    ];
    return reply
      .type('text/css; charset=utf-8')
      .header('Cache-Control', 'public, max-age=300')
      .send(`:root{${rules.join(';')}}`);
  });
  app.get('/branding/logo.png', async (_request, reply) => {
    const { logo } = branding();
    if (logo === undefined) throw new DomainError('page_not_found');
    const picture = await readFile(join(services.townDesk.folder(), logo));
    return reply.type('image/png').header('Cache-Control', 'public, max-age=300').send(picture);
  });
}
