import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { closeBooks, duePeriods } from '../../../domain/books/close-books.ts';
import type { Closing } from '../../../domain/books/closing.ts';
import { isPeriod } from '../../../domain/books/period.ts';
import {
  countMovements,
  sumTakings,
  type TakingsSum,
  takingsRows,
} from '../../../domain/books/sum-takings.ts';
import type { CsvEncoding } from '../../../domain/hand-over/csv.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { formatJstMoment } from '../../../lib/japanese-calendar.ts';
import type { Services } from '../../../services.ts';
import { stepUpPath } from '../step-up.ts';
import { takingsCsv } from './books-csv.ts';
import { methodWord, namesOf, segmentWord, yenText } from './books-words.ts';
import { periodWord, refusalText } from './closing-words.ts';

const config = { staff: 'books.read' } as const;
const closing = { staff: 'books.close' } as const;
const STYLES = ['office-records.css', 'office-books.css'];

const deskOf = ({ stores, clock }: Services) => ({
  closings: stores.closings,
  findings: stores.findings,
  clock,
});

function amounts(sum: TakingsSum) {
  return {
    taken: yenText(sum.takenYen),
    refunded: yenText(sum.refundedYen),
    disputed: yenText(sum.disputedYen),
    net: yenText(sum.netYen),
    tax: yenText(sum.taxYen),
  };
}

async function showClosings(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  error?: string,
) {
  const [closed, due] = [await services.stores.closings.list(), await duePeriods(deskOf(services))];
  reply.code(error === undefined ? 200 : 422);
  return reply.officePage('office/finance/closings', {
    title: '帳簿の締め',
    styles: STYLES,
    hasErrors: error !== undefined,
    error,
    mayClose: request.staffMay('books.close'),
    due: due.map(({ period, why }) => ({
      word: periodWord(period),
      why: why && refusalText(why, period),
      look: why === 'findings_open' || why === 'not_checked' ? financePaths.findings() : undefined,
      action: financePaths.closingClose(period),
    })),
    rows: closed.map((one) => ({
      ...amounts(sumTakings(one.lines)),
      word: periodWord(one.period),
      href: financePaths.closing(one.period),
      at: formatJstMoment(one.closedAt, 'ja'),
    })),
  });
}

/** The closing that the address names; undefined: there is none. */
function closingOf({ stores }: Services, request: FastifyRequest): Promise<Closing | undefined> {
  return stores.closings.find((request.params as { period: string }).period);
}

async function showSheet(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const one = await closingOf(services, request);
  if (one === undefined) return reply.callNotFound();
  const names = namesOf(services);
  const member = await services.stores.staff.find(one.closedBy);
  const key = (...parts: readonly (string | number | null)[]) => JSON.stringify(parts);
  const { lines, movements } = one;
  const items = takingsRows(lines, [], (line) => {
    const { revenueItem, segment, fiscalYear } = line as Closing['lines'][number];
    return key(names.code(revenueItem) || 'zz', revenueItem, fiscalYear, segment);
  });
  const ways = takingsRows(lines, movements, ({ method }) => method);
  return reply.officePage('office/finance/closing', {
    title: `締めの紙　${periodWord(one.period)}`,
    styles: STYLES,
    closing: {
      ...amounts(sumTakings(lines)),
      payments: countMovements(movements, 'taking'),
      refunds: countMovements(movements, 'refund'),
      entries: one.entries,
      lastSeq: one.lastSeq,
      hash: one.hash,
      previous: one.previous,
      by: member?.name ?? one.closedBy,
      at: formatJstMoment(one.closedAt, 'ja'),
    },
    items: items.map((row) => ({
      ...amounts(row),
      code: names.code(row.of.revenueItem),
      name: names.item(row.of.revenueItem),
      year: row.of.fiscalYear,
      segment: segmentWord(row.of.segment),
    })),
    ways: ways.map((row) => ({
      ...amounts(row),
      name: methodWord(row.of.method),
      payments: row.payments,
    })),
    files: (['utf8', 'cp932'] as const).map((encoding) => ({
      href: financePaths.closingFile(one.period, `encoding=${encoding}`),
      label: encoding === 'utf8' ? 'UTF-8' : 'シフトJIS',
    })),
  });
}

async function sendSheet(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const one = await closingOf(services, request);
  if (one === undefined) return reply.callNotFound();
  const { encoding: asked } = request.query as { encoding?: string };
  const encoding: CsvEncoding = asked === 'cp932' ? 'cp932' : 'utf8';
  const lines = one.lines.map((line) => ({ ...line, bookedOn: one.period }));
  await services.stores.audit.append({
    at: services.clock.now(),
    actor: `staff:${request.staff?.login ?? ''}`,
    action: 'books.exported',
    subject: one.period,
    detail: { encoding },
  });
  reply.type(`text/csv; charset=${encoding === 'utf8' ? 'utf-8' : 'Shift_JIS'}`);
  reply.header('content-disposition', `attachment; filename="closing-${one.period}.csv"`);
  return reply.send(takingsCsv(services, lines, encoding));
}

async function close(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { period } = request.params as { period: string };
  if (!isPeriod(period)) return reply.callNotFound();
  const asked = stepUpPath(services, request, 'closings');
  if (asked !== undefined) return reply.redirect(asked, 303);
  const { id = '', login = '' } = request.staff ?? {};
  const by = { actor: `staff:${login}`, staffId: id };
  const result = await closeBooks(deskOf(services), period, by);
  if (typeof result === 'string') {
    const error = `${periodWord(period)}：${refusalText(result, period)}`;
    return showClosings(services, request, reply, error);
  }
  return reply.redirect(financePaths.closing(period), 303);
}

/** 締め: months and years that nothing is entered into any more. */
export async function closingRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get(financePaths.closings(), { config }, (request, reply) =>
    showClosings(services, request, reply),
  );
  app.get('/office/finance/closings/:period', { config }, (request, reply) =>
    showSheet(services, request, reply),
  );
  app.get('/office/finance/closings/:period/sheet.csv', { config }, (request, reply) =>
    sendSheet(services, request, reply),
  );
  app.post('/office/finance/closings/:period/close', { config: closing }, (request, reply) =>
    close(services, request, reply),
  );
}
