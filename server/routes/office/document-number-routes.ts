import type { FastifyInstance } from 'fastify';
import { giveDocumentNumber } from '../../domain/document-numbers/give-document-number.ts';
import { officePaths } from '../../http/office-paths.ts';
import type { Services } from '../../services.ts';
import { withCase } from './case/open-case.ts';

/** 文書番号 of a decision: given once, when somebody asks for it. */
export async function documentNumberRoutes(
  app: FastifyInstance,
  services: Services,
): Promise<void> {
  app.post(
    '/office/cases/:id/document-number',
    { config: { staff: 'cases.decide' } },
    withCase(services, 'cases.decide', async (found, _request, reply) => {
      const { application, procedure, by } = found;
      const { municipality } = services.library;
      const asked = { applicationId: application.id, procedure, municipality, by };
      await giveDocumentNumber(services.stores, services.clock, asked);
      return reply.redirect(`${officePaths.case(application.id)}#keeping`, 303);
    }),
  );
}
