import type { Locale } from '../procedures/locale.ts';
import { type Phrasebook, phraseKey } from '../procedures/phrasebook.ts';
import { bareKanji } from '../procedures/ruby-marks.ts';

export interface TranslationProblem {
  /** lost_placeholder | unknown_placeholder | wrong_marks | missing_ruby | wrong_ruby | unknown_phrase | too_long | control_character */
  readonly code: string;
  readonly message: string;
  readonly mend: string;
}

const PLACEHOLDER = /\{([a-z][\w.]*)\}/g;
const RUBY = /\{([^{}|]+)\|([^{}|]+)\}/g;
const KANJI = /[\p{Script=Han}々〆ヶ]/u;
const KANA = /^[\p{Script=Hiragana}\p{Script=Katakana}ー・]+$/u;
const LONGEST = 2000;

const placeholders = (text: string) =>
  new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name));

/** What keeps a text from being shown as it is meant. Nothing is judged but the marks in it. */
export function checkTranslation(
  locale: Locale,
  japanese: string,
  text: string,
  book?: Phrasebook,
): readonly TranslationProblem[] {
  const phrase = phraseKey(text);
  if (phrase !== undefined && book) {
    if (book.phrases.get(locale)?.[phrase] !== undefined) return [];
    const message = `「${text}」という決まった文は、この言葉にありません。`;
    return [{ code: 'unknown_phrase', message, mend: '文をそのまま書いてください。' }];
  }
  return [
    ...placeholderProblems(japanese, text),
    ...markProblems(text),
    ...(locale === 'ja-easy' ? rubyProblems(text) : []),
    ...lengthProblems(text),
  ];
}

function placeholderProblems(japanese: string, text: string): readonly TranslationProblem[] {
  const wanted = placeholders(japanese);
  const found = placeholders(text);
  const lost = [...wanted].filter((name) => !found.has(name));
  const unknown = [...found].filter((name) => !wanted.has(name));
  return [
    ...lost.map((name) => ({
      code: 'lost_placeholder',
      message: `「{${name}}」がありません。そこに住民の答えが入ります。`,
      mend: `文の中に {${name}} を、日本語と同じ形で書いてください。`,
    })),
    ...unknown.map((name) => ({
      code: 'unknown_placeholder',
      message: `「{${name}}」は、日本語の文にありません。`,
      mend: 'この印を消すか、日本語の文にある印に直してください。',
    })),
  ];
}

function markProblems(text: string): readonly TranslationProblem[] {
  const rest = text.replace(RUBY, '').replace(PLACEHOLDER, '');
  const odd = /[{}]/.exec(rest);
  if (!odd) return [];
  return [
    {
      code: 'wrong_marks',
      message: '波かっこ { } の組が、合っていません。',
      mend: 'ふりがなは {漢字|かんじ}、答えの入る所は {name} のように書いてください。',
    },
  ];
}

function rubyProblems(text: string): readonly TranslationProblem[] {
  const bare = bareKanji(text);
  const missing =
    bare === undefined
      ? []
      : [
          {
            code: 'missing_ruby',
            message: `「${bare}」にふりがながありません。`,
            mend: `{${bare}|ふりがな} のように書いてください。`,
          },
        ];
  const wrong = [...text.matchAll(RUBY)]
    .filter(([, base = '', reading = '']) => !KANJI.test(base) || !KANA.test(reading))
    .map(([mark]) => ({
      code: 'wrong_ruby',
      message: `ふりがな「${mark}」が正しくありません。`,
      mend: '漢字を左に、読み方をひらがなで右に書いてください。例：{住所|じゅうしょ}',
    }));
  return [...missing, ...wrong];
}

function lengthProblems(text: string): readonly TranslationProblem[] {
  const problems: TranslationProblem[] = [];
  if (text.length > LONGEST) {
    problems.push({
      code: 'too_long',
      message: `長すぎます（${text.length}字）。`,
      mend: `${LONGEST}字までにしてください。`,
    });
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/.test(text)) {
    problems.push({
      code: 'control_character',
      message: '読めない文字が入っています。',
      mend: 'その文字を消して、入れ直してください。',
    });
  }
  return problems;
}
