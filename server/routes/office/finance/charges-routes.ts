import type { FastifyInstance } from 'fastify';
import { financePaths } from '../../../http/finance-paths.ts';
import type { Services } from '../../../services.ts';
import { askAboutCharge } from './charge-ask.ts';
import { showCharge } from './charge-show.ts';
import { showCharges } from './charges-list.ts';
import { withCharge } from './open-charge.ts';

/** Charges: found by any of their numbers, and each with its whole story. */
export async function chargeRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'charges.read' as const };
  app.get(financePaths.charges(), { config }, (request, reply) =>
    showCharges(services, request, reply),
  );
  app.get(
    '/office/finance/charges/:id',
    { config },
    withCharge(services, 'charges.read', (found, request, reply) =>
      showCharge(services, found, request, reply),
    ),
  );
  app.post(
    '/office/finance/charges/:id/ask',
    { config: { staff: 'charges.ask' } },
    withCharge(services, 'charges.ask', (found, _request, reply) =>
      askAboutCharge(services, found, reply),
    ),
  );
}
