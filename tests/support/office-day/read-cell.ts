import { expect } from 'vitest';
import { CP932 } from './cp932.ts';

/** Signs that Windows' table has in another form. */
const SAME_SIGN: Readonly<Record<string, string>> = { '〜': '～', '−': '－' };

const ERA_BEGINS: Readonly<Record<string, number>> = { 3: 1926, 4: 1989, 5: 2019 };

/** 4230724 → 2011-07-24 */
function dayOfEra(code: string): string {
  const [, era = '', year, month, day] = /^(\d)(\d\d)(\d\d)(\d\d)$/.exec(code) ?? [];
  return `${(ERA_BEGINS[era] ?? 0) + Number(year) - 1}-${month}-${day}`;
}

/** A cell as the receiving system understands it. */
export function readCell(heading: string, cell: string): string {
  if (heading.endsWith('カナ') && cell !== '') {
    expect(cell, 'half-width').toMatch(/^[ｦ-ﾟ ]+$/);
    return cell.normalize('NFKC');
  }
  if (heading.endsWith('生年月日')) return dayOfEra(cell);
  if (heading.endsWith('日時')) return cell.slice(0, 10);
  expect(cell, 'no formula').not.toMatch(/^[=+\-@＝＋－＠](?!\d)/);
  return cell.replace(/^'(?=[=+\-@＝＋－＠])/, '');
}

/** Characters of a text that Windows' table does not have. */
export const lackingIn = (text: string) =>
  [...text].filter((one) => !CP932.has(SAME_SIGN[one] ?? one));

/** The text as that table can say it. */
export const asCp932 = (text: string) =>
  [...text]
    .map((one) => SAME_SIGN[one] ?? one)
    .map((one) => (CP932.has(one) ? one : '〓'))
    .join('');
