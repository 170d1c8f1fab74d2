import { type IndicatorDeclaration, isEntered } from '../../domain/indicators/declaration.ts';
import type { Forecast } from '../../domain/indicators/forecast.ts';
import type { IndicatorFigure, YearFigure } from '../../domain/indicators/indicator-figure.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import type { Words } from '../../http/words.ts';
import { countedAs } from '../indicators/figure-view.ts';
import { unitText } from '../indicators/unit-text.ts';
import { yearChart } from '../indicators/year-chart.ts';
import { eraYear, japaneseYear } from './japanese-year.ts';
import { standingText } from './standing-words.ts';

const METHODS: Readonly<Record<Forecast['method'], string>> = {
  last_year:
    'これまでの数 ÷ 去年の同じ日までの割合。過ぎた月はそのまま、今月は過ぎた日の分だけ去年の数を使います。',
  linear: 'これまでの数 ÷ 過ぎた日の割合。去年の数が1年分そろうと、去年の割合で見込みます。',
  complete: '年度の終わりなので、これまでの数です。',
};

/** Where a figure comes from, as the admin may ask. */
const SOURCES: Readonly<Record<string, string>> = {
  online_procedures:
    '今日オンラインで申請できる手続きを、国の一覧の手続き（手続きを作る画面の「数えるときの手続き」）ごとに数えています。棚卸しは行を数えるので、数がちがうことがあります。ちがうときは、「棚卸し」の「ここでオンライン」に理由が出ます。',
  applications: '受け付けた申請を、受け付けた日の年度で数えています。',
  applications_by_card:
    '受け付けた申請のうち、職員がマイナンバーカードを見て（または読み取り機で読み、顔写真と見くらべて）本人確認を記録したものを、受け付けた日の年度で数えています。入らないもの：カードを読み取っただけの申請、ほかの書類で確かめた申請、本人確認のいらない手続きの申請。オンラインでカードを使って本人確認をすることは、まだできません。',
  bookings: '受け付けた予約の申請を数えています。後で取り消したものも入ります。',
  cashless_items: '歳入科目のうち、今日キャッシュレスで払えるものを数えています。',
  counter_issues: '「証明書の交付」に入力した通数です。',
  waiting_time: '番号札を取ってから窓口に着くまでの、まん中の値です。5人以上で出します。',
  incidents:
    '「事故の記録」に書いた件数を、起きた日の年度で数えています。記録がない年度は0件です。',
  inventory_share: '棚卸しの件数から計算しています。式は「棚卸し」のページにあります。',
  typed: 'ここで入力した数です。同じ年度は、最後に入力したものを使います。',
};

const lightOf = (year: YearFigure, running: number, words: Words) => ({
  light: year.light ?? 'none',
  lightText: standingText(year, running, words),
});

/** Where a figure of it is entered; undefined: it is counted. */
function enterHref({ id, source }: IndicatorDeclaration): string | undefined {
  if (source.from === 'incidents') return adminPaths.incidents();
  return isEntered({ source }) ? `${adminPaths.indicator(id)}#enter` : undefined;
}

/** A row of the dashboard. */
export function figureRow(figure: IndicatorFigure, words: Words) {
  const { declaration, current, latest } = figure;
  const { id, name, unit, baseline, targets } = declaration;
  const text = (value: number | null) => unitText(unit, value, words);
  const goal = targets.at(-1) ?? baseline;
  const shown = current.actual === null ? latest : current;
  return {
    id,
    href: adminPaths.indicator(id),
    name: name['ja'] ?? id,
    actual: text(shown?.actual ?? null),
    year: shown && shown.fiscalYear !== current.fiscalYear ? eraYear(shown.fiscalYear) : '',
    planned: text(current.planned),
    forecast: text(current.forecast?.value ?? null),
    goal: `${text(goal.value)}（${eraYear(goal.fiscalYear)}）`,
    enter: enterHref(declaration),
    ...lightOf(current, current.fiscalYear, words),
  };
}

/** One indicator: year by year, and how it is reckoned. */
export function figureDetail(figure: IndicatorFigure, words: Words) {
  const { declaration, current, years } = figure;
  const { unit, source, note } = declaration;
  const text = (value: number | null) => unitText(unit, value, words);
  return {
    ...figureRow(figure, words),
    chart: yearChart(figure, words),
    source: SOURCES[countedAs(source)] ?? '',
    note: note?.['ja'] ?? '',
    method: current.forecast ? METHODS[current.forecast.method] : '',
    years: years.map((one) => ({
      year: japaneseYear(one.fiscalYear),
      isCurrent: one.fiscalYear === current.fiscalYear,
      planned: text(one.planned),
      actual: text(one.actual),
      ...lightOf(one, current.fiscalYear, words),
    })),
  };
}
