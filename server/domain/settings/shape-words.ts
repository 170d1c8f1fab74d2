import type { z } from 'zod';
import { isJapanese } from '../../lib/is-japanese.ts';
import { suggestion } from '../procedures/finding.ts';
import { formatExample } from './format-examples.ts';
import { keyWord, valueWord } from './key-words.ts';

type Issue = z.core.$ZodIssue;

interface ShapeWords {
  readonly message: string;
  readonly mend: string;
  /** Where it stands in the file, as exactly as that is known. */
  readonly path: readonly PropertyKey[];
}

interface Told {
  readonly issue: Issue;
  /** 「開く日」（opening） */
  readonly name: string;
  /** As it is typed in front of the colon. */
  readonly key: string;
  readonly known: readonly string[];
}

type Said = readonly [message: string, mend: string];

/** What a value has to be, in words. */
const TYPES: Readonly<Record<string, string>> = {
  string: '文字を書いてください。数字だけの文字は、引用符で囲みます。例："0120"',
  number: '数を、引用符なしで書いてください。例：3',
  int: '整数を、引用符なしで書いてください。例：3',
  boolean: 'true（はい）か false（いいえ）を書いてください。',
  array: '「- 」で始まる行に、ひとつずつ書いてください。',
  object: '字下げをして、「名前: 値」の行で書いてください。',
  record: '字下げをして、「名前: 値」の行で書いてください。',
};

/**
 * What is wrong with the shape of one of the town's files, in the words of its forms, with the key as it
 * is typed beside them. Parse with `reportInput`, or what is absent is told as wrong.
 * @param known keys that may stand there, for a slip of the pen
 * @param nameOf how keys are called
 */
export function shapeWords(
  issue: Issue,
  known: readonly string[] = [],
  nameOf: (key: string) => string = keyWord,
): ShapeWords {
  const { path } = issue;
  const better = issue.code === 'invalid_union' ? furthest(issue) : undefined;
  if (better) return shapeWords({ ...better, path: [...path, ...better.path] }, known, nameOf);
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const at = path.findLast((part) => typeof part === 'string') as string | undefined;
  const key = unknown[0] ?? at ?? '';
  const [message, mend] = said({ issue, name: nameIn(path, nameOf), key, known });
  return { message, mend, path: [...path, ...unknown] };
}

/** 「休み」（closed）の3番目 */
function nameIn(path: readonly PropertyKey[], nameOf: (key: string) => string): string {
  const at = path.findLastIndex((part) => typeof part === 'string');
  if (at < 0) return 'ファイルの中身';
  const key = String(path[at]);
  const word = nameOf(key);
  const place = path[at + 1];
  const nth = typeof place === 'number' ? `の${place + 1}番目` : '';
  return `「${word}」${word === key ? '' : `（${key}）`}${nth}`;
}

function said(told: Told): Said {
  const { issue, name, key, known } = told;
  switch (issue.code) {
    case 'unrecognized_keys':
      return [
        `「${key}」という項目は、ここでは使えません。`,
        suggestion(
          key,
          known.filter((one) => one !== key),
        ),
      ];
    case 'invalid_type':
      return typeSaid(told, issue.expected);
    case 'invalid_value':
      return [`${name}の値${written(issue.input)}は使えません。`, choices(issue.values)];
    case 'invalid_format':
      return [
        `${name}の書き方が違います${wrong(issue.input)}。`,
        formatExample(issue) ?? own(issue.message),
      ];
    case 'invalid_key':
      return [
        `${name}は、名前に使えません。`,
        '小文字の英字で始め、英小文字と数字だけを使ってください（区切りは、ほかの名前と同じにします）。',
      ];
    case 'too_small':
    case 'too_big':
      return sizeSaid(told, issue);
    case 'invalid_union':
      return unionSaid(told, issue);
    default:
      return [`${name}が違います。`, own(issue.message)];
  }
}

/** More may follow what ends with an example. */
export const sentence = (mend: string) => (mend.endsWith('。') ? mend : `${mend}。`);

const written = (input: unknown) =>
  typeof input === 'string' || typeof input === 'number' ? `「${input}」` : '';

const wrong = (input: unknown) => {
  const value = written(input);
  return value === '' ? '' : `（${value}と書いてあります）`;
};

/** Rules of our own say themselves what to do; the library's words would be English. */
const own = (message: string) =>
  isJapanese(message) ? message : 'ほかの同じ項目の書き方とくらべて、直してください。';

function typeSaid({ issue, name, key }: Told, expected: string): Said {
  if (issue.input === undefined || issue.input === null) {
    return [`${name}が書かれていません。`, `「${key}: …」の行を足してください。`];
  }
  const mend = TYPES[expected] ?? '値を確かめてください。';
  return [`${name}の値の種類が違います${wrong(issue.input)}。`, mend];
}

function choices(values: readonly unknown[]): string {
  const named = values.map((one) => {
    const value = String(one);
    const word = valueWord(value);
    return word === value ? value : `${value}（${word}）`;
  });
  return `使えるのは ${named.join('、')} です。`;
}

function sizeSaid(
  { name, issue }: Told,
  size: Issue & { readonly code: 'too_small' | 'too_big' },
): Said {
  const isSmall = size.code === 'too_small';
  const limit = Number(size.code === 'too_small' ? size.minimum : size.maximum);
  if (isSmall && size.origin !== 'number' && size.origin !== 'int') {
    return [`${name}が空です。`, 'ひとつ以上書くか、この項目の行を消してください。'];
  }
  const least = isSmall && size.inclusive === false ? limit + 1 : limit;
  const unit = size.origin === 'string' ? '文字' : '';
  return [
    `${name}の値が${isSmall ? '小さすぎます' : '大きすぎます'}${wrong(issue.input)}。`,
    `${least.toLocaleString('ja')}${unit}${isSmall ? '以上' : '以下'}にしてください。`,
  ];
}

type Union = Issue & { readonly code: 'invalid_union' };

/** Of several shapes, the one that goes furthest in says best what is wrong. */
function furthest({ errors }: Union): Issue | undefined {
  const depth = (issues: readonly Issue[]) =>
    Math.max(
      0,
      ...issues.map(({ path, code }) => path.length + (code === 'unrecognized_keys' ? 1 : 0)),
    );
  const best = [...errors].sort((a, b) => depth(b) - depth(a))[0];
  return best && depth(best) > 0 ? best[0] : undefined;
}

function unionSaid({ name, key, known }: Told, issue: Union): Said {
  const ways = issue.errors.flatMap(([first]) =>
    first ? [said({ issue: { ...first, input: issue.input } as Issue, name, key, known })[1]] : [],
  );
  return [
    `${name}の書き方が違います${wrong(issue.input)}。`,
    [...new Set(ways)].join(' または、') || 'ほかの同じ項目の書き方とくらべて、直してください。',
  ];
}
