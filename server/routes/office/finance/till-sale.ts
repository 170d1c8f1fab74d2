import type { FastifyReply, FastifyRequest } from 'fastify';
import { chargeLines, readSale, type TypedLine } from '../../../domain/till/counter-sale.ts';
import { sellAtCounter } from '../../../domain/till/sell-at-counter.ts';
import type { TillRefusal } from '../../../domain/till/till-refused.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { postedText } from '../../../http/posted-text.ts';
import type { Services } from '../../../services.ts';
import { yenOf } from './till-entries-view.ts';
import { type TillPlace, tillDesk } from './till-place.ts';
import { backToTill } from './till-screen.ts';
import { payForm, postedTaking } from './till-take.ts';
import { giveWithMoney } from './till-taken.ts';
import { REFUSALS } from './till-words.ts';

const ROWS = 4;
const NOTHING = '何を売るかを選び、1つの金額を入力してください。例：資料館入館料、2、300';
const WRONG = '科目を選び、数と金額を数字で入力してください。例：2、300';

function typedRows(request: FastifyRequest): TypedLine[] {
  const posted = postedText(request);
  return Array.from({ length: ROWS }, (_none, index) => ({
    item: posted(`item_${index}`),
    pieces: posted(`pieces_${index}`),
    price: posted(`price_${index}`),
  }));
}

const EMPTY: readonly TypedLine[] = Array.from({ length: ROWS }, () => ({
  item: '',
  pieces: '1',
  price: '',
}));

/** What is sold: an item, how many, and the price of one. */
export async function salePage(
  services: Services,
  place: TillPlace,
  reply: FastifyReply,
  wrong: { readonly typed?: readonly TypedLine[]; readonly rows?: readonly number[] } = {},
) {
  if (!place.isTaking) return backToTill(reply, place);
  const rows = wrong.rows ?? [];
  const hasErrors = wrong.typed !== undefined;
  if (hasErrors) reply.code(422);
  const items = [...services.revenue.items.values()].filter(({ elQr }) => !elQr);
  return reply.officePage('office/finance/till-sale', {
    title: `${place.name}で売る`,
    styles: ['office-till.css'],
    hasErrors,
    error: hasErrors ? (rows.length > 0 ? WRONG : NOTHING) : undefined,
    items: items.map(({ key, name }) => ({ key, name: name['ja'] ?? key })),
    rows: (wrong.typed ?? EMPTY).map((line, index) => ({ ...line, isWrong: rows.includes(index) })),
    action: financePaths.tillAction(place.key, 'sale'),
    back: financePaths.till(place.key),
    name: place.name,
  });
}

async function totalPage(
  services: Services,
  place: TillPlace,
  request: FastifyRequest,
  reply: FastifyReply,
  refused?: TillRefusal,
) {
  const typed = typedRows(request);
  const { items } = services.revenue;
  const { lines } = readSale(typed, items);
  if (refused !== undefined) reply.code(422);
  const yen = lines.reduce((sum, line) => sum + line.yen, 0);
  return reply.officePage('office/finance/till-take', {
    title: `${place.name}で売る`,
    styles: ['office-till.css'],
    scripts: ['till.js', 'once.js'],
    hasErrors: refused !== undefined,
    error: refused && REFUSALS[refused],
    owed: { title: '窓口での販売', number: '' },
    lines: chargeLines(lines, items).map(({ label, yen: each }) => ({ label, yen: yenOf(each) })),
    isOpen: true,
    asksPayer: true,
    hidden: typed.flatMap((line, index) =>
      (['item', 'pieces', 'price'] as const).map((name) => ({
        name: `${name}_${index}`,
        value: line[name],
      })),
    ),
    pay: payForm(services, yen, postedText(request)),
    action: financePaths.tillAction(place.key, 'sell'),
    back: financePaths.tillAction(place.key, 'sale'),
    name: place.name,
  });
}

/** POST: the total, and how it is paid. */
export async function salePosted(
  services: Services,
  place: TillPlace,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  if (!place.isTaking) return backToTill(reply, place);
  const typed = typedRows(request);
  const { lines, wrong } = readSale(typed, services.revenue.items);
  if (wrong.length > 0 || lines.length === 0) {
    return salePage(services, place, reply, { typed, rows: wrong });
  }
  return totalPage(services, place, request, reply);
}

/** POST: sold and paid, once. */
export async function sellPosted(
  services: Services,
  place: TillPlace,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  if (!place.isTaking) return backToTill(reply, place);
  const { items } = services.revenue;
  const typed = typedRows(request);
  const { lines, wrong } = readSale(typed, items);
  if (wrong.length > 0 || lines.length === 0) {
    return salePage(services, place, reply, { typed, rows: wrong });
  }
  const taking = postedTaking(request, place, services.clock.now());
  const payerName = postedText(request)('payer').trim().slice(0, 100);
  const sale = { lines: chargeLines(lines, items), payerName };
  const result = await sellAtCounter(tillDesk(services), sale, taking);
  if (!result.taken) return totalPage(services, place, request, reply, result.why);
  // The sale's charge has the form's key as its id.
  await giveWithMoney(services, request, place, taking.attemptId);
  return reply.redirect(financePaths.tillTaken(place.key, taking.attemptId), 303);
}
