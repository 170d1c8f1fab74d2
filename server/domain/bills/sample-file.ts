import { csvBytes, csvHead } from '../hand-over/csv.ts';
import type { BillLine } from './bill.ts';
import { IMPORT_COLUMNS } from './import-row.ts';
import { sampleBills } from './sample-bills.ts';

/** A file as finance gives it in, with the bills of 見本市: what to write where. */
export function sampleFile(today: string): Buffer {
  const rows = sampleBills(today).map((bill) => {
    const yen = (kind: BillLine['kind']) =>
      String(bill.lines.find((line) => line.kind === kind)?.yen ?? '');
    const cells: Readonly<Record<keyof typeof IMPORT_COLUMNS, string>> = {
      number: bill.number,
      item: bill.revenueItem,
      fiscalYear: String(bill.fiscalYear),
      segment: bill.segment === 'current' ? '現年' : '滞納繰越',
      assessment: bill.assessmentNumber,
      term: bill.term,
      principal: yen('principal'),
      reminderFee: yen('reminder_fee'),
      lateCharge: yen('late_charge'),
      dueOn: bill.dueOn,
      payUntil: bill.payUntil,
      code: bill.code,
      elQr: bill.elQr ? 'あり' : 'なし',
      addressee: bill.addressee ?? '',
      state: '未納',
    };
    return Object.keys(IMPORT_COLUMNS).map((column) => cells[column as keyof typeof cells]);
  });
  const head = Object.values(IMPORT_COLUMNS).map(([name]) => name);
  return Buffer.concat([csvHead(head, 'utf8'), csvBytes(rows, 'utf8').bytes]);
}
