import type { DailyTakings } from '../../../domain/books/ledger-store.ts';
import { takingsRows } from '../../../domain/books/sum-takings.ts';
import { type CsvEncoding, csvBytes, csvHead } from '../../../domain/hand-over/csv.ts';
import type { Services } from '../../../services.ts';
import { channelWord, methodWord, namesOf, providerWord, segmentWord } from './books-words.ts';

const HEADINGS = [
  '収納日',
  '会計年度',
  '科目コード',
  '歳入科目',
  '現年・滞納',
  '手続',
  '支払い方法',
  '受け取った所',
  '会社',
  '収納額',
  '返金額',
  '異議の額',
  '差引額',
  'うち消費税',
];

/** 収納日計 as a table: one line for each day and heading, refunds and disputes in columns of their own. */
export function takingsCsv(
  services: Services,
  takings: readonly DailyTakings[],
  encoding: CsvEncoding,
): Buffer {
  const names = namesOf(services);
  const rows = takingsRows(takings, [], (one) => {
    const { bookedOn, fiscalYear, revenueItem, segment, procedureId, provider } =
      one as DailyTakings;
    const { method, channel } = one as DailyTakings;
    const heading = [fiscalYear, names.code(revenueItem), revenueItem, segment, procedureId];
    return JSON.stringify([bookedOn, ...heading, method, channel, provider]);
  });
  const lines = rows.map(({ of, ...sum }) => [
    of.bookedOn,
    String(of.fiscalYear),
    names.code(of.revenueItem),
    names.item(of.revenueItem),
    segmentWord(of.segment),
    names.procedure(of.procedureId),
    methodWord(of.method),
    channelWord(of.channel),
    providerWord(of.provider),
    ...[sum.takenYen, sum.refundedYen, sum.disputedYen, sum.netYen, sum.taxYen].map(String),
  ]);
  return Buffer.concat([csvHead(HEADINGS, encoding), csvBytes(lines, encoding).bytes]);
}
