import { JAPANESE_LANGUAGE_NAMES } from '../translations/japanese-language-names.ts';
import { KEY_WORDS, PATH_WORDS } from '../versions/differences/key-words.ts';
import type { Edit, EditPath } from './edit.ts';
import { localeOfFile } from './file-names.ts';
import { asMap, asText, at } from './loose-data.ts';

const PARTS: Readonly<Record<string, string>> = {
  title: '手続きの名前',
  summary: '説明の文',
  keywords: '検索の言葉',
  basis: '根拠の法令',
  section: '担当の課',
  identity: '本人確認の強さ',
  minutes: 'かかる時間',
  who: '申請できる人',
  window: '受付期間',
  intake: '毎月の締め切り',
  deadline: '期限',
  start: 'はじめの説明',
  conditions: '条件',
  calculations: '計算',
  names: '呼び名',
  sealed: '封',
  pages: 'ページ',
  attachments: '添付書類',
  estimate: '見込みの金額',
  fee: '手数料',
  changes: '送った後の変更',
  withdraw: '取り下げ',
  review: '審査',
  retention: '保存する年数',
  phases: '後から出すもの',
  notices: 'お知らせ',
  output: '書き出し',
  to_confirm: '町で確かめること',
  next: '申請のあとの流れ',
  examples: '例',
};

const KEYS: Readonly<Record<string, string>> = {
  label: '名前',
  title: '題名',
  hint: '説明の文',
  text: '文',
  when: '条件',
  type: '種類',
  options: '選択肢',
  repeat: 'くり返し',
  checks: '確認',
  notes: '注意書き',
  end_if: '終わる条件',
  yen: '金額',
  required: '必須かどうか',
  after: '数え始める日',
  as: '見せ方',
  attachments: '書類',
  begins_with: '初めに入れておく答え',
  columns: '列',
  each: '数え方',
  fact: 'ほかの手続きと同じ答え',
  holder: '口座の名義',
  opens: '出せるとき',
  options_from: '選択肢の一覧',
  pages: 'ページ',
  reminder: '前もって知らせる文',
  within: '期限',
  max: '上限',
  min: '下限',
};

/** How a key of the file is called; its letters where nobody has named it yet. */
const keyWord = (key: string) => KEYS[key] ?? KEY_WORDS[key] ?? `「${key}」`;

/** How a language is called in Japanese; its code where we don't know it. */
const languageInJapanese = (locale: string) => JAPANESE_LANGUAGE_NAMES[locale] ?? locale;

/** 『電話』: what somebody reads of the thing at that path; its name in the file where it says nothing. */
function quoted(data: unknown, path: EditPath): string {
  const map = asMap(at(data, path));
  const called = isNamed(path) ? at(data, ['names', String(path[1])]) : undefined;
  const own = [called, map['label'], map['title'], map['text'], map['name']]
    .map(asText)
    .find((text) => text && !text.startsWith('$'));
  const name = own ?? asText(map['id']) ?? asText(map['item']) ?? String(path.at(-1) ?? '');
  const plain = name.replace(/\{([^{}|]+)\|[^{}|]+\}/g, '$1');
  return `『${plain.length > 30 ? `${plain.slice(0, 30)}…` : plain}』`;
}

const isNamed = ([part]: EditPath) =>
  ['conditions', 'calculations', 'names'].includes(String(part));

/** The thing that a path leads to or into: a page, a field, a line; or a part of the definition. */
function thing(data: unknown, path: EditPath): { readonly name: string; readonly depth: number } {
  const at = path[0] === 'phases' && path.length > 2 ? 2 : 0;
  const part = PARTS[String(path[0])] ?? keyWord(String(path[0]));
  if (path[at] === 'pages' && path.length > at + 1) {
    const page = path.slice(0, at + 2);
    const isField = path[at + 2] === 'fields' && path.length > at + 3;
    if (!isField) return { name: `ページ${quoted(data, page)}`, depth: at + 2 };
    const deeper = path[at + 4] === 'fields' && path.length > at + 5;
    const depth = deeper ? at + 6 : at + 4;
    return { name: quoted(data, path.slice(0, depth)), depth };
  }
  if (path[0] === 'fee' && path[1] === 'lines' && path.length > 2) {
    return { name: `手数料の行${quoted(data, path.slice(0, 3))}`, depth: 3 };
  }
  if (path[0] === 'estimate' && path[1] === 'lines' && path.length > 2) {
    return { name: `見込みの金額${quoted(data, path.slice(0, 3))}`, depth: 3 };
  }
  if (path[0] === 'output' && path[1] === 'columns' && path.length > 2) {
    return { name: `基幹システムの列${quoted(data, path.slice(0, 3))}`, depth: 3 };
  }
  const isEntry = [
    'conditions',
    'calculations',
    'names',
    'attachments',
    'notices',
    'examples',
    'next',
    'phases',
  ];
  if (isEntry.includes(String(path[0])) && path.length > 1) {
    return { name: `${part}${quoted(data, path.slice(0, 2))}`, depth: 2 };
  }
  return { name: part, depth: 1 };
}

/** Where part and key together have a name of their own: 「手数料を払う時期」. */
const wholeName = (path: EditPath, depth: number) =>
  depth === 1 ? PATH_WORDS[path.slice(0, 2).join('.')] : undefined;

/** The thing that a path leads to, with the part of it that is meant: 「ページ『家族』の条件」. */
export function thingInWords(data: unknown, path: EditPath): string {
  const { name, depth } = thing(data, path);
  const key = path.slice(depth).find((step) => typeof step === 'string');
  return key === undefined ? name : (wholeName(path, depth) ?? `${name}の${keyWord(key)}`);
}

function setInWords(edit: Extract<Edit, { kind: 'set' }>, before: unknown, after: unknown): string {
  const { name, depth } = thing(at(after, edit.path) === undefined ? before : after, edit.path);
  const key = edit.path.slice(depth).find((step) => typeof step === 'string');
  if (key === 'required') return `${name}を${edit.value === false ? '任意' : '必須'}にしました`;
  const verb =
    edit.value === undefined
      ? '消しました'
      : at(before, edit.path) === undefined
        ? '入れました'
        : '変えました';
  const what =
    key === undefined ? name : (wholeName(edit.path, depth) ?? `${name}の${keyWord(key)}`);
  return `${what}を${verb}`;
}

/** What an edit did, in a sentence without its full stop: 「『電話』を必須にしました」. */
export function describeEdit(edit: Edit, before: unknown, after: unknown): string {
  const locale = localeOfFile(edit.file);
  if (edit.kind === 'file') {
    const name =
      locale === undefined ? '定義のファイル' : `${languageInJapanese(locale)}のファイル`;
    return edit.text === undefined ? `${name}を消しました` : `${name}を書き直しました`;
  }
  if (locale !== undefined) return `${languageInJapanese(locale)}の訳を変えました`;
  switch (edit.kind) {
    case 'set':
      return setInWords(edit, before, after);
    case 'add': {
      const added = edit.key ?? edit.before ?? undefined;
      const list = at(after, edit.path);
      const step = added ?? (Array.isArray(list) ? list.length - 1 : '');
      return `${thingInWords(after, [...edit.path, step])}を加えました`;
    }
    case 'remove':
      return `${thingInWords(before, edit.path)}を消しました`;
    case 'move':
      return `${thingInWords(before, edit.path)}の順番を変えました`;
    case 'rename':
      return `${thingInWords(before, edit.path)}のプログラムでの名前を「${edit.to}」に変えました`;
  }
}
