import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../../domain/errors.ts';
import type { Services } from '../../../services.ts';
import { sealedEntries, sendSealed } from '../../documents/sealed-files.ts';
import { type OpenCase, withCase } from './open-case.ts';
import { noteViewing } from './viewers.ts';

async function send(
  services: Services,
  found: OpenCase,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { file } = request.params as { file: string };
  const entries = await sealedEntries(services, found.application.id);
  const entry = entries.find(({ name }) => name === file);
  if (entry === undefined) throw new DomainError('page_not_found');
  const content = await entry.open();
  await noteViewing(services, found, 'case.sealed_fetched', { file });
  return sendSealed(reply, file, content);
}

/** What was sent under seal, as it is: only the section's own key opens it. */
export async function sealedRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get(
    '/office/cases/:id/sealed/:file',
    { config: { staff: 'cases.read' } },
    withCase(services, 'cases.read', (found, request, reply) =>
      send(services, found, request, reply),
    ),
  );
}
