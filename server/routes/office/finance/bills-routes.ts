import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { plainNumber } from '../../../domain/bills/bill-number.ts';
import type { BillQuery } from '../../../domain/bills/bill-store.ts';
import { DomainError } from '../../../domain/errors.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import type { Services } from '../../../services.ts';
import { billImportRoutes } from './bill-imports-routes.ts';
import { billPageView } from './bill-page-view.ts';
import { billsView, PAGE_ROWS } from './bills-list-view.ts';
import { clearingRoutes } from './clearing-routes.ts';

const STATES: readonly BillQuery['state'][] = ['all', 'open', 'paid', 'cancelled'];

const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 60) : '');

function queryOf({ query }: FastifyRequest): BillQuery {
  const asked = query as Record<string, unknown>;
  return {
    number: plainNumber(text(asked['number'])),
    state: STATES.find((state) => state === asked['state']) ?? 'all',
    revenueItem: text(asked['item']),
    after: plainNumber(text(asked['after'])),
  };
}

async function showList(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const query = queryOf(request);
  const found = await services.stores.bills.list(query, PAGE_ROWS + 1);
  const mayManage = request.staffMay('bills.manage');
  return reply.officePage('office/finance/bills', billsView(services, query, found, mayManage));
}

async function showBill(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { id } = request.params as { id: string };
  const { stores, clock } = services;
  const bill = await stores.bills.find(id);
  if (bill === undefined) throw new DomainError('bill_not_found');
  await stores.audit.append({
    at: clock.now(),
    actor: `staff:${request.staff?.login}`,
    action: 'bill.viewed',
    subject: id,
    detail: {},
  });
  const charges = await stores.bills.chargesOf(id);
  return reply.officePage('office/finance/bill', billPageView(services, bill, charges));
}

/** 納付書 of finance: list, page, imports, and what the accounting system gets. */
export async function billsRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'bills.read' as const };
  app.get(financePaths.bills(), { config }, (request, reply) => showList(services, request, reply));
  await billImportRoutes(app, services);
  app.get('/office/finance/bills/:id', { config }, (request, reply) =>
    showBill(services, request, reply),
  );
  await clearingRoutes(app, services);
}
