import type { FastifyReply, FastifyRequest } from 'fastify';
import { shownNumber } from '../../../domain/bills/bill-number.ts';
import type { ChargeQuery, FoundCharge } from '../../../domain/payments/charge-story.ts';
import { knownProcedure } from '../../../domain/procedures/known-procedure.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { toHalfWidth } from '../../../lib/japanese-text.ts';
import { isDay } from '../../../lib/jst-date.ts';
import type { Services } from '../../../services.ts';
import { momentText } from '../../apply/format-text.ts';
import { CHARGE_STATES, chargeTone, kindWord, methodWord } from './charge-words.ts';
import { scopeOf } from './open-charge.ts';
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
        : (knownProcedure(library, procedureId)?.text('ja', 'title') ?? procedureId),
    kind: kindWord(charge.kind),
    yen: yenOf(charge.yen),
    method: methodWord(charge.method),
    state: CHARGE_STATES[charge.state],
    tone: chargeTone(charge.state),
    doubt: doubt === 'refused' ? '知らせが請求と合いません' : doubt && '会社が答えません',
    at: momentText(words, charge.paidAt ?? charge.createdAt),
  }));
}

/** Charges in doubt first, and what is looked for. */
export async function showCharges(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
) {
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
