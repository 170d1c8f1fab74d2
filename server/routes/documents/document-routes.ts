import type { FastifyInstance } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import type { Services } from '../../services.ts';
import { grantedApplication } from '../status/application-context.ts';
import { printApplication } from './print-application.ts';

/** The application as a PDF, for whoever may see its status page. */
export async function documentRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { stores } = services;
  app.get('/:locale/status/:applicationId/application.pdf', async (request, reply) => {
    const { applicationId } = request.params as { applicationId: string };
    const { application, procedure } = await grantedApplication(services, request, applicationId);
    if (procedure.sealed) throw new DomainError('page_not_found');
    const [events, attachments] = await Promise.all([
      stores.applications.events(applicationId),
      stores.attachments.listFor(applicationId),
    ]);
    const parts = { procedure, application, events, attachments };
    const pdf = await printApplication(services, parts);
    return reply
      .type('application/pdf')
      .header('content-disposition', `inline; filename="${application.number}.pdf"`)
      .header('cache-control', 'private, no-store')
      .send(Buffer.from(pdf));
  });
}
