import type { FastifyReply } from 'fastify';
import { parse } from 'yaml';
import { adminPaths } from '../../../http/admin-paths.ts';
import { isDay, todayInTokyo } from '../../../lib/jst-date.ts';
import { formatNumber } from '../../../lib/number-text.ts';
import type { Services } from '../../../services.ts';
import { townText } from './propose-edit.ts';

const PATH = 'amounts.yaml';
const UNITS: Readonly<Record<string, string>> = {
  yen: '円',
  years: '歳',
  days: '日',
  months: 'か月',
  percent: '%',
  pieces: '点',
  hours: '時間',
};

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
}

export const amountsOf = (text: string) => parse(text) as Readonly<Record<string, Amount>>;

function rowOf(name: string, { label = name, unit, source, values }: Amount, today: string) {
  const word = isMonthOfYear(label, unit) ? '月' : (UNITS[unit] ?? unit);
  const text = (value: number) => `${formatNumber(value, 'ja')}${word}`;
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
    styles: ['admin-figures.css'],
    hasErrors: error !== undefined,
    error,
    back: adminPaths.settings(),
    action: adminPaths.setting('amounts'),
    file: adminPaths.settingFile(PATH),
    rows: Object.entries(amounts).map(([name, amount]) => rowOf(name, amount, today)),
    typed: typed ?? { name: '', from: '', value: '' },
  });
}

export function amountProblem(
  amounts: Readonly<Record<string, Amount>>,
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
  if (!/^\d{1,9}$/.test(value)) {
    return { at: 'value', text: '新しい額を数字で入力してください。例：3000' };
  }
  return amount.values.some((one) => one.from === from)
    ? { at: 'from', text: 'その日からの額はもうあります。文字の画面で直してください。' }
    : undefined;
}
