import { readAmountTable } from '../../domain/builder/amount-cases.ts';
import { type Amount, amountOn } from '../../domain/procedures/town.ts';
import { eraDate } from '../../lib/eras.ts';
import { formatYen } from '../../lib/yen.ts';
import { type Clauses, whenWords } from './builder-conditions.ts';
import type { BuilderDesk } from './builder-desk.ts';
import type { Choice } from './builder-input.ts';

const yen = (value: number | undefined) => (value === undefined ? '未定' : formatYen(value, 'ja'));

const inUnit = (value: number | undefined, unit: string) =>
  unit === 'yen' ? yen(value) : (value?.toLocaleString('ja') ?? '未定');

/** Of the town's amounts those of a unit: what is paid is no age, and no number of pieces. */
export const amountChoices = ({ services }: BuilderDesk, wanted = 'yen'): readonly Choice[] => {
  const { amounts, today } = services.library.town;
  return amounts
    .filter(({ unit = 'yen' }) => unit === wanted)
    .map((amount) => ({
      value: `amounts.${amount.name}`,
      text: `${amount.label ?? amount.name}（いま ${inUnit(amountOn(amount, today), wanted)}）`,
    }));
};

/** 「300円（令和9年4月1日から 350円）」 */
function townWords(amount: Amount, today: string): string {
  const coming = amount.values
    .filter(({ from }) => from > today)
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .map(({ from, value }) => `${eraDate(from)}から ${yen(value)}`);
  const now = yen(amountOn(amount, today));
  return coming.length === 0 ? now : `${now}（${coming.join('、')}）`;
}

function sumWords({ services }: BuilderDesk, cel: string): string {
  const { amounts, today } = services.library.town;
  const amount = amounts.find(({ name }) => cel === `amounts.${name}`);
  if (amount) return townWords(amount, today);
  return /^\d{1,12}$/.test(cel) ? yen(Number(cel)) : '式で決める額';
}

/** An amount of the file as a line says it: 「300円」, 「場合によって 0円、300円」. */
export function amountWords(desk: BuilderDesk, written: unknown, clauses: Clauses): string {
  if (typeof written !== 'string' && typeof written !== 'number') return '';
  const cel = String(written).trim();
  const table = readAmountTable(cel);
  if (!table) return sumWords(desk, cel);
  const { cases, otherwise } = table;
  const [only] = cases;
  const last = sumWords(desk, otherwise);
  if (!only) return last;
  if (cases.length === 1)
    return `${whenWords(only.when, clauses)} ${sumWords(desk, only.yen)}、ほかは ${last}`;
  const all = [...cases.map((one) => sumWords(desk, one.yen)), last];
  return `場合によって ${[...new Set(all)].join('、')}`;
}
