import type { FastifyInstance } from 'fastify';
import { financePaths } from '../../../http/finance-paths.ts';
import type { Services } from '../../../services.ts';
import { cashPage, cashPosted } from './till-cash.ts';
import { countPage, countPosted, type SessionRequest } from './till-count.ts';
import { type EntryRequest, entryPage, entryPosted } from './till-entry.ts';
import { findPosted } from './till-find.ts';
import { handOverPage, handOverPosted, handOversPage } from './till-hand-overs.ts';
import { atTill } from './till-place.ts';
import { type RefundRequest, refundPosted, refundsPage } from './till-refunds.ts';
import { salePage, salePosted, sellPosted } from './till-sale.ts';
import { openPosted, tillPage } from './till-screen.ts';
import { sheetPage } from './till-sheet.ts';
import { takePage, takePosted } from './till-take.ts';
import { receiptPosted, type TakenRequest, takenPage } from './till-taken.ts';
import { tillsPage } from './tills-list.ts';

const config = { staff: 'till.work' } as const;
const AT = '/office/finance/tills/:till';

/** 窓口のレジ: opened, money taken and given back, counted, handed over. */
export async function tillRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get(financePaths.tills(), { config }, (request, reply) =>
    tillsPage(services, request, reply),
  );
  app.get(
    AT,
    { config },
    atTill(services, (place, _request, reply) => tillPage(services, place, reply)),
  );
  app.post(
    `${AT}/open`,
    { config },
    atTill(services, (place, request, reply) => openPosted(services, place, request, reply)),
  );
  takingRoutes(app, services);
  mendingRoutes(app, services);
  countingRoutes(app, services);
}

function takingRoutes(app: FastifyInstance, services: Services): void {
  type Take = Parameters<typeof takePage>[2];
  const at = <Request extends Parameters<typeof findPosted>[2]>(
    handle: Parameters<typeof atTill<Request>>[1],
  ) => atTill<Request>(services, handle);
  app.post(
    `${AT}/find`,
    { config },
    at((place, request, reply) => findPosted(services, place, request, reply)),
  );
  app.get(
    `${AT}/take/:charge`,
    { config },
    at<Take>((place, request, reply) => takePage(services, place, request, reply)),
  );
  app.post(
    `${AT}/take/:charge`,
    { config },
    at<Take>((place, request, reply) => takePosted(services, place, request, reply)),
  );
  app.get(
    `${AT}/sale`,
    { config },
    at((place, _request, reply) => salePage(services, place, reply)),
  );
  app.post(
    `${AT}/sale`,
    { config },
    at((place, request, reply) => salePosted(services, place, request, reply)),
  );
  app.post(
    `${AT}/sell`,
    { config },
    at((place, request, reply) => sellPosted(services, place, request, reply)),
  );
  app.get(
    `${AT}/taken/:attempt`,
    { config },
    at<TakenRequest>((place, request, reply) => takenPage(services, place, request, reply)),
  );
  app.post(
    `${AT}/taken/:attempt/receipt`,
    { config: { staff: 'receipts.issue' } },
    at<TakenRequest>((place, request, reply) => receiptPosted(services, place, request, reply)),
  );
}

function mendingRoutes(app: FastifyInstance, services: Services): void {
  app.get(
    `${AT}/cash`,
    { config },
    atTill(services, (place, request, reply) => cashPage(services, place, request, reply)),
  );
  app.post(
    `${AT}/cash`,
    { config },
    atTill(services, (place, request, reply) => cashPosted(services, place, request, reply)),
  );
  app.get(
    `${AT}/entries/:entry`,
    { config },
    atTill<EntryRequest>(services, (place, request, reply) =>
      entryPage(services, place, request, reply),
    ),
  );
  app.post(
    `${AT}/entries/:entry`,
    { config },
    atTill<EntryRequest>(services, (place, request, reply) =>
      entryPosted(services, place, request, reply),
    ),
  );
  app.get(
    `${AT}/refunds`,
    { config },
    atTill(services, (place, _request, reply) => refundsPage(services, place, reply)),
  );
  app.post(
    `${AT}/refunds/:refund`,
    { config },
    atTill<RefundRequest>(services, (place, request, reply) =>
      refundPosted(services, place, request, reply),
    ),
  );
}

function countingRoutes(app: FastifyInstance, services: Services): void {
  const receive = { config: { staff: 'till.receive' as const } };
  const session = '/office/finance/till-sessions/:session';
  app.get(session, { config }, (request, reply) =>
    sheetPage(services, request as SessionRequest, reply),
  );
  app.get(`${session}/count`, { config }, (request, reply) =>
    countPage(services, request as SessionRequest, reply),
  );
  app.post(`${session}/count`, { config }, (request, reply) =>
    countPosted(services, request as SessionRequest, reply),
  );
  app.get(financePaths.tillHandOvers(), receive, (_request, reply) =>
    handOversPage(services, reply),
  );
  app.get(`${financePaths.tillHandOvers()}/:session`, receive, (request, reply) =>
    handOverPage(services, request as SessionRequest, reply),
  );
  app.post(`${financePaths.tillHandOvers()}/:session`, receive, (request, reply) =>
    handOverPosted(services, request as SessionRequest, reply),
  );
}
