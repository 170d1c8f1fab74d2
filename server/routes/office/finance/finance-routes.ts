import type { FastifyInstance } from 'fastify';
import { financePaths } from '../../../http/finance-paths.ts';
import type { Services } from '../../../services.ts';
import { BILL_DOORS } from './bills-doors.ts';
import { billsRoutes } from './bills-routes.ts';
import { BOOK_DOORS } from './books-doors.ts';
import { bookRoutes } from './books-routes.ts';
import { chargeRoutes } from './charges-routes.ts';
import { closingRoutes } from './closings-routes.ts';
import { CHARGE_DOORS, disputeRoutes } from './disputes-routes.ts';
import type { FinanceDoor } from './finance-door.ts';
import { findingRoutes } from './findings-routes.ts';
import { payoutRoutes } from './payouts-routes.ts';
import { officeReceiptRoutes } from './receipts-routes.ts';
import { REFUND_DOORS, refundRoutes } from './refunds-routes.ts';
import { TILL_DOORS } from './till-hand-overs.ts';
import { tillRoutes } from './tills-routes.ts';

/** In the order in which they are shown. Each room adds its own. */
const DOORS: readonly FinanceDoor[] = [
  ...CHARGE_DOORS,
  ...BILL_DOORS,
  ...TILL_DOORS,
  ...REFUND_DOORS,
  ...BOOK_DOORS,
];

/** 会計: what was taken, given back, counted and closed. */
export async function financeRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'charges.read' as const };
  app.get(financePaths.home(), { config }, async (request, reply) => {
    const open = DOORS.filter(({ permission }) => request.staffMay(permission));
    const doors = await Promise.all(
      open.map(async ({ waiting, ...door }) => ({
        ...door,
        waiting: await waiting?.(services, request),
      })),
    );
    return reply.officePage('office/finance/home', {
      title: '会計',
      styles: ['office-books.css'],
      doors,
    });
  });
  await chargeRoutes(app, services);
  await disputeRoutes(app, services);
  await officeReceiptRoutes(app, services);
  await tillRoutes(app, services);
  await bookRoutes(app, services);
  await findingRoutes(app, services);
  await payoutRoutes(app, services);
  await closingRoutes(app, services);
  await billsRoutes(app, services);
  await refundRoutes(app, services);
}
