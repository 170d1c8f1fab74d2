/** One name that the open data uses. */
interface DictionaryEntry {
  /** `indicators.csv` or `indicators.json`. */
  readonly file: string;
  readonly name: string;
  readonly type: 'text' | 'integer' | 'number' | 'date' | 'list' | 'object';
  readonly ja: string;
  readonly en: string;
}

const CSV = 'indicators.csv';
const JSON_FILE = 'indicators.json';

const COLUMNS: readonly Omit<DictionaryEntry, 'file'>[] = [
  {
    name: 'period',
    type: 'text',
    ja: '期間。月は YYYY-MM、年度は FY2026（2026年4月1日から2027年3月31日）。日本時間。',
    en: 'Month YYYY-MM, or fiscal year FY2026 (1 April 2026 to 31 March 2027), in Japan time.',
  },
  {
    name: 'dimension',
    type: 'text',
    ja: '分け方。all（全体）、procedure（手続き）、channel（方法）、language（言葉）、indicator（指標）、plan、cashless、waiting、certificates。',
    en: 'How it is divided: all, procedure, channel, language, indicator, plan, cashless, waiting, certificates.',
  },
  {
    name: 'key',
    type: 'text',
    ja: '区分。手続きのID、方法（online、counter、paper）、言葉のコード、指標のID など。',
    en: 'Id of the procedure, channel (online, counter, paper), language code, id of the indicator.',
  },
  { name: 'label', type: 'text', ja: '日本語の名前。', en: 'Name in Japanese.' },
  {
    name: 'measure',
    type: 'text',
    ja: '測ったもの。started（始めた数）、completed（そのうち受け付けた数。オンラインで始めて「窓口で続ける」で窓口から出したものも、始めた方法の completed に入ります。わかりやすさのページでは「窓口で続けた人」として別に数えます）、received（受け付けた数）、planned（目標）、actual（実績）、forecast（見込み）など。',
    en: 'started, completed (of those begun, received whenever; a form begun online and continued at the counter completes the channel it was begun in), received, planned, actual, forecast and others.',
  },
  {
    name: 'value',
    type: 'number',
    ja: '値。月と、もう1つの分け方を組み合わせた数で、5より少ないもの（とそれが計算でわかる数）は空です。',
    en: 'The value. Empty where a month crossed with another property has fewer than 5, or would give one away.',
  },
];

const KEYS: readonly Omit<DictionaryEntry, 'file'>[] = [
  { name: 'license', type: 'text', ja: '利用条件。CC BY 4.0。', en: 'Licence: CC BY 4.0.' },
  { name: 'as_of', type: 'date', ja: '数えた日。', en: 'Day of counting.' },
  {
    name: 'indicators',
    type: 'list',
    ja: '計画の指標。years に年度ごとの目標（planned）、実績（actual）、進みぐあい（light：green 目標に届く見込み、yellow 目標に少し足りない見込み（1割まで）、red 目標に届かない見込み）。終わった年度は、実績を目標と比べています。',
    en: 'Indicators of the plans; years: planned, actual and light (green: on the way to the goal, yellow: a little behind, up to a tenth, red: behind the goal). Of a year that is over: its actual against its goal.',
  },
  {
    name: 'indicators.forecast',
    type: 'object',
    ja: '今年度の見込み。method は last_year（去年の同じ日までの割合）、linear（過ぎた日の割合）、complete（年度の終わり）。',
    en: 'Of the running year; method: last_year (share of last year by the same day), linear (share of days), complete.',
  },
  {
    name: 'inventory',
    type: 'object',
    ja: '棚卸し。ここでオンラインの数（棚卸しの行の数。procedures_online とは数え方がちがいます）、国の一覧（59・31・26）の数え方、件数の割合（パーセント）。',
    en: 'Inventory of procedures: online here (entries of the inventory; procedures_online counts otherwise), by national list, shares of the yearly volume in percent.',
  },
  {
    name: 'applications',
    type: 'object',
    ja: '最近12か月の申請。5より少ない数は null。',
    en: 'Applications of the last twelve months. Fewer than 5: null.',
  },
  {
    name: 'procedures_online',
    type: 'object',
    ja: 'オンラインでできる手続き（国の一覧の数え方）。',
    en: 'Procedures that can be done online, as the national list counts them.',
  },
];

export const DICTIONARY: readonly DictionaryEntry[] = [
  ...COLUMNS.map((one) => ({ file: CSV, ...one })),
  ...KEYS.map((one) => ({ file: JSON_FILE, ...one })),
];
