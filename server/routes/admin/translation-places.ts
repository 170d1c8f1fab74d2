import type { TranslationUnit } from '../../domain/translations/translation.ts';
import { plainText } from '../../lib/html.ts';

/** What a text is, by the last part of its key. */
const PARTS: Readonly<Record<string, string>> = {
  title: '見出し',
  label: '質問',
  hint: '説明',
  statement: '同意の文',
  yes: '「はい」の言葉',
  no: '「いいえ」の言葉',
  summary: '一覧の1行',
};

const START: Readonly<Record<string, string>> = {
  title: '手続きの名前',
  summary: '手続きの説明',
  keywords: '検索の言葉',
  'deadline.text': '期限',
  'start.who': '案内：対象の人',
  'start.fee': '案内：手数料',
  'start.paper': '案内：紙での申請',
  'intake.text': '受付の締め切り',
  'review.appeal_to': '審査請求の宛先',
  'estimate.title': '見込み額の見出し',
};

const ROOMS: Readonly<Record<string, string>> = {
  start: '案内：用意するもの',
  fee: '手数料の行',
  next: '申請のあとの流れ',
  notices: 'お知らせ',
  estimate: '見込み額の行',
  phases: '後で出す届出',
};

/** Where residents meet a text, in words: 「ページ『飼い主』 質問『電話』の説明」. */
export function translationPlaces(units: readonly TranslationUnit[]): (key: string) => string {
  const japanese = new Map(units.map((unit) => [unit.key, plainText(unit.japanese)]));
  const named = (key: string) => {
    const text = japanese.get(key);
    return text === undefined ? '' : `「${text.length > 20 ? `${text.slice(0, 19)}…` : text}」`;
  };
  return (key) => {
    const whole = START[key];
    if (whole !== undefined) return whole;
    const steps = key.split('.');
    const [room = '', id = ''] = steps;
    const last = PARTS[steps.at(-1) ?? ''] ?? '';
    if (room === 'pages') {
      const page = `ページ${named(`pages.${id}.title`)}`;
      if (steps[2] === 'notes') return `${page}のお知らせ`;
      if (steps[2] === 'checks') return `${page}の、まちがいの知らせ`;
      return steps[2] === 'end_if' ? `${page}で終わるときの文` : `${page}の${last}`;
    }
    if (room === 'fields') {
      const at = steps.findIndex((step) => step === 'options' || step === 'checks');
      const field = named(`${steps.slice(0, at < 0 ? -1 : at).join('.')}.label`);
      if (at < 0) return last === '質問' ? '質問' : `質問${field}の${last}`;
      if (steps[at] === 'checks') return `質問${field}の、まちがいの知らせ`;
      return `質問${field}の選択肢${steps.at(-1) === 'hint' ? 'の説明' : ''}`;
    }
    if (room === 'attachments')
      return last === '説明' ? `書類${named(`attachments.${id}.label`)}の説明` : '書類';
    return ROOMS[room] ?? key;
  };
}
