import type { FastifyInstance } from 'fastify';
import type { Permission } from '../../../domain/staff/roles.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import type { Services } from '../../../services.ts';

/** A way on from the front page of 会計; `waiting` says how much there is to do. */
export interface FinanceDoor {
  readonly href: string;
  readonly label: string;
  readonly summary: string;
  readonly permission: Permission;
  /** How many things wait there; nothing is shown for none. */
  waiting?(services: Services): Promise<number>;
}

/** In the order in which they are shown. Each room adds its own. */
const DOORS: readonly FinanceDoor[] = [];

/** 会計: what was taken, given back, counted and closed. */
export async function financeRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'charges.read' as const };
  app.get(financePaths.home(), { config }, async (request, reply) => {
    const open = DOORS.filter(({ permission }) => request.staffMay(permission));
    const doors = await Promise.all(
      open.map(async ({ waiting, ...door }) => ({ ...door, waiting: await waiting?.(services) })),
    );
    return reply.officePage('office/finance/home', { title: '会計', doors });
  });
}
