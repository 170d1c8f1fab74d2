import { JAPANESE_LANGUAGE_NAMES } from '../translations/japanese-language-names.ts';

/** Keys of the town's files as an admin calls them. */
const KEYS: Readonly<Record<string, string>> = {
  address: '住所',
  admission_from_yen: '入場料（円から）',
  branding: '見た目',
  capacity: '定員',
  changes: 'これからの変更',
  closed: 'その日だけの休み',
  closes: '締め切り',
  collection: '収集する日',
  colour: '色',
  days: '開く日',
  days_before: '何日前まで',
  defaults: '共通の決まり',
  document_mark: '文書記号',
  first_of_month: '月の初日から',
  from: '始まり',
  holidays: '祝日と町の休日',
  hours: '開いている時間',
  label: '言葉',
  languages: '使う言葉',
  logo: 'マーク',
  months_before: '何か月前から',
  name: '名前',
  note: 'お知らせの文',
  notices: 'お知らせ',
  on_holiday: '祝日のとき',
  open_days_before: '役所の開いている日で何日前まで',
  opening: '開く日',
  opens: '受付の始まり',
  people: '人数',
  phone: '電話',
  place: '場所',
  prices: '料金',
  reason: '理由',
  sealing_key: '封をする鍵',
  sections: '課',
  shift_days: '何日後に回すか',
  slots: '時間の区分',
  source: '根拠',
  summary: '説明',
  text: '文',
  to: '終わり',
  unit: '単位',
  value: '額',
  values: '額',
  waiting_list: '空き待ち',
  weekday: '曜日',
  weekly_closing: '毎週の休み',
  window: '予約できる期間',
  year_end: '年末年始の休み',
  ...JAPANESE_LANGUAGE_NAMES,
};

const VALUES: Readonly<Record<string, string>> = {
  true: 'はい',
  false: 'いいえ',
  open: '開く',
  closed: '休む',
  next_working_day: '開いて、次の平日に休む',
};

/** Says nothing to anybody: what stands in it has names of its own. */
export const SILENT_KEYS: ReadonlySet<string> = new Set(['resources']);

export const keyWord = (key: string): string =>
  Object.hasOwn(KEYS, key) ? (KEYS[key] ?? key) : key;

export const valueWord = (value: string): string =>
  Object.hasOwn(VALUES, value) ? (VALUES[value] ?? value) : value;
