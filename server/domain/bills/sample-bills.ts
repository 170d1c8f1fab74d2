import { addDays, fiscalYear } from '../../lib/jst-date.ts';
import type { Bill } from './bill.ts';
import type { ImportRow } from './import-row.ts';

interface Sample {
  readonly number: string;
  readonly code: string;
  readonly item: string;
  readonly term: string;
  readonly yen: readonly [principal: number, reminderFee?: number, lateCharge?: number];
  /** Days from today. */
  readonly due: number;
  readonly until: number;
  readonly elQr?: boolean;
  readonly segment?: Bill['segment'];
  readonly addressee: string;
}

/** Made up, one of each kind that a town sends out: in time, overdue, of a year before, with an eL-QR. */
const SAMPLES: readonly Sample[] = [
  {
    number: '202610040001',
    code: '482915',
    item: 'care_insurance',
    term: '第5期',
    yen: [6_300],
    due: 10,
    until: 40,
    addressee: '見本 花子',
  },
  {
    number: '202610040002',
    code: '730264',
    item: 'water_charge',
    term: '10月分',
    yen: [4_620, 100, 200],
    due: -35,
    until: 20,
    addressee: '見本 太郎',
  },
  {
    number: '202610040003',
    code: '915583',
    item: 'elderly_health_insurance',
    term: '第8期',
    yen: [9_800, 100, 1_400],
    due: -280,
    until: 25,
    segment: 'arrears',
    addressee: '見本 梅子',
  },
  {
    number: '202610040004',
    code: '264807',
    item: 'property_tax',
    term: '第3期',
    yen: [38_500],
    due: 30,
    until: 30,
    elQr: true,
    addressee: '見本 一郎',
  },
  {
    number: '202610040005',
    code: '551392',
    item: 'sewerage_charge',
    term: '10月分',
    yen: [3_080],
    due: 9,
    until: 39,
    addressee: '見本 太郎',
  },
];

/** Bills of 見本市, with days around that one: found and paid like any other. */
export function sampleBills(today: string): readonly ImportRow[] {
  return SAMPLES.map((sample, index): ImportRow => {
    const [principal, reminderFee = 0, lateCharge = 0] = sample.yen;
    const dueOn = addDays(today, sample.due);
    const lines = [
      { kind: 'principal', yen: principal },
      { kind: 'reminder_fee', yen: reminderFee },
      { kind: 'late_charge', yen: lateCharge },
    ] as const;
    return {
      line: index + 2,
      number: sample.number,
      code: sample.code,
      revenueItem: sample.item,
      fiscalYear: fiscalYear(dueOn),
      segment: sample.segment ?? 'current',
      assessmentNumber: `T${sample.number.slice(-5)}`,
      term: sample.term,
      lines: lines.filter(({ yen }) => yen > 0),
      yen: principal + reminderFee + lateCharge,
      dueOn,
      payUntil: addDays(today, sample.until),
      elQr: sample.elQr ?? false,
      addressee: sample.addressee,
      state: 'open',
    };
  });
}
