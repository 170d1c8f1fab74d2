import {
  type CounterFigures,
  type CounterTallies,
  counterFigures,
  type FactChannel,
  type FigureLine,
} from '../../domain/counter/counter-figures.ts';
import type { ClosedFor } from '../../domain/counter/sitting.ts';
import { knownProcedure } from '../../domain/procedures/known-procedure.ts';
import { formatJstMonth } from '../../lib/japanese-calendar.ts';
import { addMonths } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { pickLocalPlain, procedurePlain } from '../apply/procedure-text.ts';

const CHANNELS: Readonly<Record<FactChannel, string>> = {
  card: '本人確認書類の読み取り',
  register: '住民情報',
  phone: 'お客様のスマートフォン',
};

const ENDS: Readonly<Record<ClosedFor, string>> = {
  done: 'すべて終わった',
  handed_back: '途中で終わった',
  timed_out: '操作がないまま時間が過ぎた',
  signed_out: '職員がサインアウトした',
  unpaired: '端末が外された',
};

/** A table as both the page and the file show it; the first heading is that of the rows. */
export interface FigureTable {
  readonly id: string;
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly { readonly label: string; readonly cells: readonly string[] }[];
}

const number = (value: number) => value.toLocaleString('ja-JP');
const percent = (share: number | null) => (share === null ? '–' : `${(share * 100).toFixed(1)}%`);
const minutes = (value: number | null) => (value === null ? '–' : `${value.toFixed(1)}分`);

const VALUES = ['用紙に書く数', '打ち込んだ数', '引き継いだ数', '打ち込んだ割合'];
const LINE = ['手続きに来た組数', '送った申請', ...VALUES, '1組の平均'];

const valueCells = ({
  sent,
  paper,
  typed,
  carried,
  share,
}: Omit<FigureLine, 'sittings' | 'minutes'>) => [
  number(sent),
  number(paper),
  number(typed),
  number(carried),
  percent(share),
];

const lineCells = (line: FigureLine) => [
  number(line.sittings),
  ...valueCells(line),
  minutes(line.minutes),
];

/** The months of a fiscal year up to that day. */
export function monthsOf(year: number, today: string): readonly string[] {
  return Array.from({ length: 12 }, (_, at) => addMonths(`${year}-04-01`, at).slice(0, 7)).filter(
    (month) => month <= today.slice(0, 7),
  );
}

interface Names {
  readonly bundle: (key: string) => string;
  readonly procedure: (key: string) => string;
  readonly language: (key: string) => string;
}

function namesOf({ bundles, library, words }: Services): Names {
  const ja = words('ja');
  return {
    bundle(key) {
      const bundle = bundles.all.get(key);
      return bundle ? pickLocalPlain(bundle.title, 'ja') : key || 'まとめてする手続きを使わない';
    },
    procedure(key) {
      const procedure = knownProcedure(library, key);
      return procedure ? procedurePlain(procedure, ja, 'title') : key;
    },
    language: (key) =>
      ja.has(`indicators:language.${key}`) ? ja.plain(`indicators:language.${key}`) : key,
  };
}

function tables(found: CounterFigures, months: readonly string[], names: Names): FigureTable[] {
  const month = (key: string) => formatJstMonth(key, 'ja');
  return [
    {
      id: 'by-month',
      caption: '月ごと',
      heads: ['月', ...LINE],
      rows: [
        ...found.byMonth.map((line) => ({ label: month(line.key), cells: lineCells(line) })),
        { label: '年度の合計', cells: lineCells(found.total) },
      ],
    },
    {
      id: 'by-bundle',
      caption: 'できごとごと',
      heads: ['できごと', ...LINE],
      rows: found.byBundle.map((line) => ({
        label: names.bundle(line.key),
        cells: lineCells(line),
      })),
    },
    {
      id: 'by-procedure',
      caption: '手続ごと',
      heads: ['手続', '送った申請', ...VALUES],
      rows: found.byProcedure.map((line) => ({
        label: names.procedure(line.key),
        cells: valueCells(line),
      })),
    },
    {
      id: 'by-channel',
      caption: '書かずに入った情報（組数）',
      heads: ['もと', '組数'],
      rows: found.byChannel.map(({ key, sittings }) => ({
        label: CHANNELS[key],
        cells: [number(sittings)],
      })),
    },
    {
      id: 'by-end',
      caption: '終わり方',
      heads: ['終わり方', '組数'],
      rows: found.byEnd.map(({ key, sittings }) => ({
        label: ENDS[key],
        cells: [number(sittings)],
      })),
    },
    {
      id: 'by-language',
      caption: 'お客様のことば（組数）',
      heads: ['ことば', ...months.map(month)],
      rows: found.byLanguage.map(({ key, cells }) => ({
        label: names.language(key),
        cells: cells.map((cell) => (cell === null ? '＊' : number(cell))),
      })),
    },
  ];
}

/** The counter's figures of a fiscal year, as tables. */
export function figureTables(
  services: Services,
  tallies: CounterTallies,
  months: readonly string[],
): { readonly total: FigureLine; readonly share: string; readonly tables: readonly FigureTable[] } {
  const { languages } = services.library.municipality;
  const found = counterFigures(tallies, { months, languages });
  return {
    total: found.total,
    share: percent(found.total.share),
    tables: tables(found, months, namesOf(services)),
  };
}
