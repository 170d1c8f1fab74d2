import type { Figures } from '../../../domain/books/read-figures.ts';
import {
  countMovements,
  sumTakings,
  type TakingsRow,
  type TakingsSum,
  takingsRows,
} from '../../../domain/books/sum-takings.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { formatJstDate } from '../../../lib/japanese-calendar.ts';
import type { Services } from '../../../services.ts';
import { type BooksQuestion, questionText } from './books-query.ts';
import { channelWord, methodWord, namesOf, segmentWord, yenText } from './books-words.ts';

type Line = Figures['lines'][number];
type Row = TakingsRow<Line>;

function amounts(sum: TakingsSum) {
  return {
    taken: yenText(sum.takenYen),
    refunded: yenText(sum.refundedYen),
    disputed: yenText(sum.disputedYen),
    net: yenText(sum.netYen),
    tax: yenText(sum.taxYen),
  };
}

/** 「2026年11月」 of a month, the day in words of a day. */
export function onText(on: string): string {
  const [year, month] = on.split('-').map(Number);
  return on.length === 7 ? `${year}年${month}月` : formatJstDate(on, 'ja');
}

/** The tables of the page: by revenue item, procedure, way and day, each figure with the way to its entries. */
export function booksTables(services: Services, question: BooksQuestion, figures: Figures) {
  const { lines, movements } = figures;
  const names = namesOf(services);
  const asked = questionText(question);
  const href = (filter: Record<string, string>) =>
    financePaths.entries(new URLSearchParams({ ...asked, ...filter }).toString());
  const counted = (row: Row) => ({ ...amounts(row), payments: row.payments, refunds: row.refunds });
  const key = (...parts: readonly (string | number | null)[]) => JSON.stringify(parts);
  const items = takingsRows(lines, [], (one) => {
    const { revenueItem, segment, fiscalYear } = one as Line;
    return key(names.code(revenueItem) || 'zz', revenueItem, fiscalYear, segment);
  });
  return {
    items: items.map((row) => ({
      ...amounts(row),
      code: names.code(row.of.revenueItem),
      name: names.item(row.of.revenueItem),
      segment: segmentWord(row.of.segment),
      year: row.of.fiscalYear,
      href: href({ revenueItem: row.of.revenueItem, segment: row.of.segment }),
    })),
    procedures: takingsRows(lines, movements, (one) => key(one.procedureId)).map((row) => ({
      ...counted(row),
      name: names.procedure(row.of.procedureId),
      href: href({ procedureId: row.of.procedureId ?? '' }),
    })),
    ways: takingsRows(lines, movements, (one) => key(one.channel, one.method)).map((row) => ({
      ...counted(row),
      name: `${methodWord(row.of.method)}（${channelWord(row.of.channel)}）`,
      href: href({ method: row.of.method, channel: row.of.channel }),
    })),
    days: takingsRows(lines, movements, (one) => one.on).map((row) => ({
      ...counted(row),
      name: onText(row.of.on),
      href: dayHref(row.of.on),
    })),
    total: {
      ...amounts(sumTakings(lines)),
      payments: countMovements(movements, 'taking'),
      refunds: countMovements(movements, 'refund'),
    },
  };
}

/** A day's entries; of a month its days. */
function dayHref(on: string): string {
  if (on.length === 10) {
    return financePaths.entries(new URLSearchParams({ from: on, to: on }).toString());
  }
  const [year = 0, month = 1] = on.split('-').map(Number);
  const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  return financePaths.books(new URLSearchParams({ from: `${on}-01`, to: last }).toString());
}
