import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { BookedEntry } from '../../../domain/books/ledger-entry.ts';
import { figuresOfDays, figuresOfFiscalYear } from '../../../domain/books/read-figures.ts';
import { CSV_ENCODINGS, type CsvEncoding } from '../../../domain/hand-over/csv.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { formatJstDate } from '../../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../../lib/jst-date.ts';
import type { Services } from '../../../services.ts';
import { takingsCsv } from './books-csv.ts';
import {
  type BooksQuestion,
  questionText,
  quickRanges,
  readFilter,
  readQuestion,
} from './books-query.ts';
import { booksTables } from './books-view.ts';
import {
  channelWord,
  fiscalYearWord,
  kindWord,
  methodWord,
  namesOf,
  segmentWord,
  yenText,
} from './books-words.ts';

const config = { staff: 'books.read' } as const;
const PAGE = 200;
const STYLES = ['office-records.css', 'office-books.css'];

const addressOf = (question: BooksQuestion, more: Record<string, string> = {}) =>
  new URLSearchParams({ ...questionText(question), ...more }).toString();

function periodText({ year, range }: BooksQuestion): string {
  if (year !== null) return fiscalYearWord(year);
  const from = formatJstDate(range.from, 'ja');
  return range.from === range.to ? from : `${from}から${formatJstDate(range.to, 'ja')}まで`;
}

async function showBooks(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock } = services;
  const today = todayInTokyo(clock.now());
  const question = readQuestion(request.query, today);
  const { year, range, typed, error } = question;
  const figures =
    year === null
      ? await figuresOfDays(stores, range)
      : await figuresOfFiscalYear(stores, year, today);
  reply.code(error === undefined ? 200 : 422);
  return reply.officePage('office/finance/books', {
    title: '収納日計',
    styles: STYLES,
    hasErrors: error !== undefined,
    error,
    typed,
    period: periodText(question),
    byMonth: year !== null,
    quick: quickRanges(today).map(({ label, query }) => ({
      label,
      href: financePaths.books(new URLSearchParams(query).toString()),
    })),
    files: CSV_ENCODINGS.map((encoding) => ({
      href: financePaths.booksFile(addressOf(question, { encoding })),
      label: encoding === 'utf8' ? 'UTF-8' : 'シフトJIS',
    })),
    entries: financePaths.entries(addressOf(question)),
    ...booksTables(services, question, figures),
  });
}

function entryRow(services: Services) {
  const names = namesOf(services);
  return (entry: BookedEntry) => ({
    seq: entry.seq,
    on: entry.bookedOn,
    kind: kindWord(entry.kind),
    item: names.item(entry.revenueItem),
    segment: `${entry.fiscalYear}年度 ${segmentWord(entry.segment)}`,
    procedure: names.procedure(entry.procedureId),
    way: `${methodWord(entry.method)}（${channelWord(entry.channel)}）`,
    yen: yenText(entry.yen),
    tax: yenText(entry.taxYen),
    charge: financePaths.charge(entry.chargeId),
  });
}

/** The charges behind a figure. */
async function showEntries(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const question = readQuestion(request.query, todayInTokyo(services.clock.now()));
  const filter = readFilter(request.query, question);
  const { after } = request.query as { after?: string };
  const start = /^\d{1,15}$/.test(after ?? '') ? Number(after) : 0;
  const found = await services.stores.ledger.entries(filter, start, PAGE + 1);
  const shown = found.slice(0, PAGE);
  const { from, to, fiscalYear, ...asked } = filter;
  const next = found.length > PAGE ? { ...asked, after: String(shown.at(-1)?.seq) } : undefined;
  return reply.officePage('office/finance/book-entries', {
    title: '収納の明細',
    styles: STYLES,
    period: periodText(question),
    back: financePaths.books(addressOf(question)),
    next: next && financePaths.entries(addressOf(question, next)),
    rows: shown.map(entryRow(services)),
    total: yenText(shown.reduce((sum, entry) => sum + entry.yen, 0)),
  });
}

async function sendFile(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock } = services;
  const question = readQuestion(request.query, todayInTokyo(clock.now()));
  const { encoding: asked } = request.query as { encoding?: string };
  const encoding: CsvEncoding = asked === 'cp932' ? 'cp932' : 'utf8';
  const bytes = takingsCsv(services, await stores.ledger.takings(question.range), encoding);
  await stores.audit.append({
    at: clock.now(),
    actor: `staff:${request.staff?.login ?? ''}`,
    action: 'books.exported',
    subject: '',
    detail: { ...questionText(question), encoding },
  });
  const { from, to } = question.range;
  const name = `takings-${from}-${to}.csv`.replace(/(\d{4})-(\d\d)-(\d\d)/g, '$1$2$3');
  reply.type(`text/csv; charset=${encoding === 'utf8' ? 'utf-8' : 'Shift_JIS'}`);
  reply.header('content-disposition', `attachment; filename="${name}"`);
  return reply.send(bytes);
}

/** 収納日計: what was taken, by everything that a treasurer asks for. */
export async function bookRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get(financePaths.books(), { config }, (request, reply) =>
    showBooks(services, request, reply),
  );
  app.get(financePaths.entries(), { config }, (request, reply) =>
    showEntries(services, request, reply),
  );
  app.get(financePaths.booksFile(), { config }, (request, reply) =>
    sendFile(services, request, reply),
  );
}
