import type { FastifyReply } from 'fastify';
import { parse } from 'yaml';
import { unitWord } from '../../../domain/settings/amount-units.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import { eraDate } from '../../../lib/eras.ts';
import { isDay, todayInTokyo } from '../../../lib/jst-date.ts';
import { formatNumber } from '../../../lib/number-text.ts';
import type { Services } from '../../../services.ts';
import { townText } from './propose-edit.ts';

const PATH = 'amounts.yaml';

/** 8 of 「切り替わる月」 is August, 8 of 「何か月」 is a time. */
const isMonthOfYear = (label: string, unit: string) => unit === 'months' && /月$/.test(label);

interface Amount {
  readonly label?: string;
  readonly unit: string;
  readonly source: string;
  readonly values: readonly { readonly from: string; readonly value: number }[];
}

export interface TypedAmount {
  readonly name: string;
  readonly from: string;
  readonly value: string;
}

interface AmountProblem {
  /** Id of the input. */
  readonly at: string;
  readonly text: string;
  /** There is an amount from that day already: its row is marked. */
  readonly twin?: { readonly name: string; readonly canReplace: boolean };
}

export type Amounts = Readonly<Record<string, Amount>>;

export const amountsOf = (text: string) => (parse(text) ?? {}) as Amounts;

function textOf({ label = '', unit }: Amount, value: number): string {
  const word = isMonthOfYear(label, unit) ? '月' : unitWord(unit);
  return `${formatNumber(value, 'ja')}${word}`;
}

function rowOf(name: string, amount: Amount, today: string) {
  const { label = name, source, values } = amount;
  const text = (value: number) => textOf(amount, value);
  const sorted = [...values].sort((a, b) => (a.from < b.from ? -1 : 1));
  const now = sorted.findLast(({ from }) => from <= today);
  return {
    name,
    label,
    source,
    now: now ? text(now.value) : '–',
    since: now?.from ?? '',
    coming: sorted
      .filter(({ from }) => from > today)
      .map(({ from, value }) => `${from}から ${text(value)}`),
  };
}

export async function amountsPage(
  services: Services,
  reply: FastifyReply,
  typed?: TypedAmount,
  error?: AmountProblem,
) {
  if (error !== undefined) reply.code(422);
  const today = todayInTokyo(services.clock.now());
  const amounts = amountsOf(await townText(services, PATH));
  return reply.officePage('admin/settings-amounts', {
    title: '手数料と金額',
    styles: ['admin-figures.css', 'admin-settings.css'],
    hasErrors: error !== undefined,
    error,
    back: adminPaths.settings(),
    action: adminPaths.setting('amounts'),
    file: adminPaths.settingFile(PATH),
    rows: Object.entries(amounts).map(([name, amount]) => ({
      ...rowOf(name, amount, today),
      isTwin: error?.twin?.name === name,
    })),
    typed: typed ?? { name: '', from: '', value: '' },
  });
}

export function amountProblem(
  amounts: Amounts,
  { name, from, value }: TypedAmount,
  today: string,
): AmountProblem | undefined {
  const amount = Object.hasOwn(amounts, name) ? amounts[name] : undefined;
  if (amount === undefined) return { at: 'name', text: '変える金額を選んでください。' };
  if (!isDay(from)) {
    return { at: 'from', text: 'いつからかを入力してください。例：2027-04-01' };
  }
  if (from < today) {
    const text =
      'いつからかは、今日より前にできません。前に送られた申請の金額が変わってしまいます。';
    return { at: 'from', text };
  }
  return /^\d{1,9}$/.test(value)
    ? undefined
    : { at: 'value', text: '新しい額を数字で入力してください。例：3000' };
}

/**
 * There is an amount from that day already. What nothing was reckoned with yet can be replaced: one
 * of a later day, or one that was not published.
 */
export function twinProblem(
  amounts: Amounts,
  published: Amounts,
  { name, from }: TypedAmount,
  today: string,
): AmountProblem | undefined {
  const sameDay = (all: Amounts) => all[name]?.values.find((one) => one.from === from);
  const [amount, twin] = [amounts[name], sameDay(amounts)];
  if (amount === undefined || twin === undefined) return undefined;
  const canReplace = from > today || sameDay(published) === undefined;
  const mend = canReplace
    ? '直すときは「その日からの額を置き換える」を押してください。'
    : 'もう使われているので、明日より後の日からの額にしてください。';
  const text = `${eraDate(from)}からの額は、もう ${textOf(amount, twin.value)} と決まっています。${mend}`;
  return { at: 'from', text, twin: { name, canReplace } };
}
