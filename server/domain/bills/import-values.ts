import { isDay } from '../../lib/jst-date.ts';
import type { Bill } from './bill.ts';

/** More than any payment company takes at once. */
export const MOST_YEN = 9_999_999;
const MOST_LETTERS = 60;

export const SEGMENTS = new Map<string, Bill['segment']>([
  ['現年', 'current'],
  ['現年度', 'current'],
  ['current', 'current'],
  ['滞納', 'arrears'],
  ['滞納繰越', 'arrears'],
  ['arrears', 'arrears'],
]);

export const STATES = new Map<string, Bill['state']>([
  ['', 'open'],
  ['未納', 'open'],
  ['open', 'open'],
  ['支払済', 'paid'],
  ['支払い済み', 'paid'],
  ['納付済', 'paid'],
  ['paid', 'paid'],
  ['取消', 'cancelled'],
  ['取り消し', 'cancelled'],
  ['cancelled', 'cancelled'],
]);

export const ANSWERS = new Map<string, boolean>([
  ['1', true],
  ['有', true],
  ['あり', true],
  ['はい', true],
  ['yes', true],
  ['0', false],
  ['無', false],
  ['なし', false],
  ['いいえ', false],
  ['no', false],
]);

/** 2026-11-30, 2026/11/30, 20261130. */
export function readDay(text: string): string | undefined {
  const parts = /^(\d{4})[-/]?(\d{1,2})[-/]?(\d{1,2})$/.exec(text);
  if (parts === null) return undefined;
  const [, year, month = '', date = ''] = parts;
  // Without signs, both have two digits.
  if (/^\d+$/.test(text) && text.length !== 8) return undefined;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(day) ? day : undefined;
}

/** 2026, 令和8, R8. */
export function readFiscalYear(text: string): number | undefined {
  const era = /^(?:令和|R)(\d{1,2}|元)(?:年度?)?$/i.exec(text)?.[1];
  const year =
    era === undefined
      ? Number(/^(\d{4})(?:年度?)?$/.exec(text)?.[1])
      : 2018 + Number(era.replace('元', '1'));
  return year >= 2000 && year <= 2099 ? year : undefined;
}

/** 3000, 3,000, empty = 0. */
export function readYen(text: string): number | undefined {
  if (text === '') return 0;
  if (!/^\d{1,3}(,\d{3})*$|^\d+$/.test(text)) return undefined;
  const yen = Number(text.replaceAll(',', ''));
  return yen <= MOST_YEN ? yen : undefined;
}

/** A text of one line, as it is printed. */
export function readText(text: string): string | undefined {
  return text !== '' && text.length <= MOST_LETTERS && !/[\p{C}\ufffd]/u.test(text)
    ? text
    : undefined;
}
