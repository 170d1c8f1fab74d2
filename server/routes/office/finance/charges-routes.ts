import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { shownNumber } from '../../../domain/bills/bill-number.ts';
import { askProvider } from '../../../domain/payments/ask-provider.ts';
import type { ChargeQuery, FoundCharge } from '../../../domain/payments/charge-story.ts';
import { askAboutRefund } from '../../../domain/refunds/ask-about-refund.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { toHalfWidth } from '../../../lib/japanese-text.ts';
import { isDay } from '../../../lib/jst-date.ts';
import { paymentDesk } from '../../../payment-desk.ts';
import { refundDesk } from '../../../refund-desk.ts';
import type { Services } from '../../../services.ts';
import { momentText } from '../../apply/format-text.ts';
import type { Asked } from './charge-timeline.ts';
import { chargeView } from './charge-view.ts';
import { CHARGE_STATES, chargeTone, kindWord, methodWord } from './charge-words.ts';
import { type OpenCharge, scopeOf, withCharge } from './open-charge.ts';
import { yenOf } from './till-entries-view.ts';

const MOST = 100;
const MOST_TEXT = 200;
/** What did not fit is shown that long, so that somebody looks. */
const DOUBT_MS = 90 * 86_400_000;

interface Typed {
  readonly q: string;
  readonly yen: string;
  readonly day: string;
}

const textOf = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

function typedIn({ query }: FastifyRequest): Typed {
  const { q, yen, day } = query as Readonly<Record<string, unknown>>;
  return { q: textOf(q).slice(0, MOST_TEXT), yen: textOf(yen), day: textOf(day) };
}

/** What was asked for; the problem in words where it can't be read, undefined where nothing was. */
function readQuery({ q, yen, day }: Typed): ChargeQuery | string | undefined {
  if (q === '' && yen === '' && day === '') return undefined;
  const amount = toHalfWidth(yen).replace(/[,円\s]/g, '');
  if (amount !== '' && !/^\d{1,9}$/.test(amount)) return '金額を数字で入力してください。例：3600';
  if (day !== '' && !isDay(day)) return '日を選んでください。例：2026年11月21日';
  return { text: q, yen: amount === '' ? null : Number(amount), day };
}

function rowsOf({ library }: Services, { words }: FastifyRequest, found: readonly FoundCharge[]) {
  return found.map(({ charge, number, procedureId, doubt }) => ({
    href: financePaths.charge(charge.id),
    number: procedureId === null ? shownNumber(number) : number,
    title:
      procedureId === null
        ? charge.lines.map(({ label }) => label).join('、')
        : (library.procedures.get(procedureId)?.text('ja', 'title') ?? procedureId),
    kind: kindWord(charge.kind),
    yen: yenOf(charge.yen),
    method: methodWord(charge.method),
    state: CHARGE_STATES[charge.state],
    tone: chargeTone(charge.state),
    doubt: doubt === 'refused' ? '知らせが請求と合いません' : doubt && '会社が答えません',
    at: momentText(words, charge.paidAt ?? charge.createdAt),
  }));
}

async function showList(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock } = services;
  const typed = typedIn(request);
  const query = readQuery(typed);
  const scope = scopeOf(services, request);
  const since = new Date(clock.now().getTime() - DOUBT_MS);
  const doubtful = await stores.chargeStory.doubtful(since, scope, MOST);
  const isQuery = typeof query === 'object';
  const found = isQuery ? await stores.chargeStory.search(query, scope, MOST) : [];
  // The number of one charge leads to it at once.
  const [only] = found;
  if (only && found.length === 1 && typed.q !== '') {
    return reply.redirect(financePaths.charge(only.charge.id), 303);
  }
  await stores.audit.append({
    at: clock.now(),
    actor: `staff:${request.staff?.login}`,
    action: 'charges.listed',
    subject: 'charges',
    detail: {
      query: isQuery
        ? Object.keys(typed)
            .filter((key) => typed[key as keyof Typed])
            .join(',')
        : '',
      ids: [...doubtful, ...found].map(({ charge }) => charge.id).join(','),
    },
  });
  const error = typeof query === 'string' ? query : undefined;
  if (error !== undefined) reply.code(422);
  return reply.officePage('office/finance/charges', {
    title: '支払いをさがす',
    styles: ['office-records.css', 'office-charges.css'],
    hasErrors: error !== undefined,
    typed,
    error,
    isSearch: isQuery,
    doubtful: rowsOf(services, request, doubtful),
    found: rowsOf(services, request, found),
    isMore: found.length === MOST,
  });
}

/** `<events of the charge>-<events of its refunds>` before the company was asked. */
function askedBefore({ query }: FastifyRequest): Asked | undefined {
  const [, chargeEvents, refundEvents] =
    /^(\d{1,6})-(\d{1,6})$/.exec(textOf((query as { asked?: unknown }).asked)) ?? [];
  return chargeEvents === undefined
    ? undefined
    : { chargeEvents: Number(chargeEvents), refundEvents: Number(refundEvents) };
}

async function showStory(
  services: Services,
  found: OpenCharge,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { stores, clock } = services;
  const { charge, application, by } = found;
  await stores.audit.append({
    at: clock.now(),
    actor: by,
    action: 'charge.viewed',
    subject: charge.id,
    detail: { application: application?.id ?? '', kept_back: found.isKept },
  });
  return reply.officePage('office/finance/charge', {
    title: '支払いの記録',
    styles: ['office-charges.css'],
    ...(await chargeView(services, found, request, askedBefore(request))),
  });
}

/** Asks the company about every attempt and refund that is not over, and shows what was learnt. */
async function ask(services: Services, found: OpenCharge, reply: FastifyReply) {
  const { stores, clock } = services;
  const { id } = found.charge;
  const refunds = await stores.refunds.ofCharge(id);
  const told = await Promise.all(refunds.map((refund) => stores.refunds.events(refund.id)));
  const before = (await stores.charges.events(id)).length;
  await askProvider(paymentDesk(services), id);
  const desk = refundDesk(services);
  const log = (error: unknown) =>
    reply.log.warn({ err: error, charge: id }, 'a refund was asked about');
  for (const refund of refunds) {
    if (refund.way === 'provider') await askAboutRefund(desk, refund, log);
  }
  const after = (await stores.charges.events(id)).length;
  await stores.audit.append({
    at: clock.now(),
    actor: found.by,
    action: 'charge.asked',
    subject: id,
    detail: { learnt: after - before },
  });
  const asked = `?asked=${before}-${told.flat().length}`;
  return reply.redirect(`${financePaths.charge(id)}${asked}`, 303);
}

/** Charges: found by any of their numbers, and each with its whole story. */
export async function chargeRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'charges.read' as const };
  app.get(financePaths.charges(), { config }, (request, reply) =>
    showList(services, request, reply),
  );
  app.get(
    '/office/finance/charges/:id',
    { config },
    withCharge(services, 'charges.read', (found, request, reply) =>
      showStory(services, found, request, reply),
    ),
  );
  app.post(
    '/office/finance/charges/:id/ask',
    { config: { staff: 'charges.ask' } },
    withCharge(services, 'charges.ask', (found, _request, reply) => ask(services, found, reply)),
  );
}
