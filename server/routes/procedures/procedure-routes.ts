import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import { entrySource } from '../../domain/understanding/entry-source.ts';
import { paths } from '../../http/paths.ts';
import type { Services } from '../../services.ts';
import { proceduresByUse } from '../home/popular-procedures.ts';
import { listedNow } from './procedure-item.ts';
import { procedureListView } from './procedure-list-view.ts';

const code = z
  .string()
  .regex(/^[a-z0-9-]{1,60}$/)
  .optional()
  .catch(undefined);
// A link that somebody cut or changed still shows the list: what isn't understood is left out.
const listQuery = z.object({
  q: z
    .string()
    .transform((text) => text.trim().slice(0, 100))
    .catch(''),
  life_event: code,
  category: code,
});

/** Finding a procedure. Its own page is the start page of the form. */
export async function procedureRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get('/:locale/procedures', async (request, reply) => {
    const view = procedureListView(
      await proceduresByUse(services),
      listQuery.parse(request.query),
      request.words,
      listedNow(services),
    );
    return reply.page('procedures/list', view);
  });

  app.get<{ Params: { id: string } }>('/:locale/procedures/:id', async (request, reply) => {
    const { id } = request.params;
    if (!services.library.procedures.has(id)) throw new DomainError('procedure_not_found', { id });
    const { via } = request.query as { via?: unknown };
    return reply.redirect(paths.applyStart(request.locale, id, entrySource(via)), 303);
  });
}
