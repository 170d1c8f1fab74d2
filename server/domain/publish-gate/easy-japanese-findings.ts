import { phraseKey } from '../procedures/phrasebook.ts';
import { DIFFICULT_FORMS, DIFFICULT_WORDS } from './easy-words.ts';
import type { GateFinding } from './gate-finding.ts';
import { textPlace } from './gate-place.ts';
import type { GateSubject } from './gate-subject.ts';
import { shortText, withoutRuby } from './new-finding.ts';

const EASY = 'ja-easy';

/** Signs of a sentence, without names in 「」 and explanations in brackets: more is hard to hold. */
const LONGEST_SENTENCE = 50;
/** A row of signs without a space: more is hard to take apart. */
const LONGEST_RUN = 22;
/** More than this in one sentence is more than one idea. */
const MOST_CLAUSES = 3;

const RUBY = /\{([^{}|]+)\|([^{}|]+)\}/g;
const KANJI = /[\p{Script=Han}々〆ヶ]/u;
const QUOTED = /「[^」]*」|（[^（）]*）|\([^()]*\)/g;
const CLAUSE =
  /(?:ので|けれど|けど|たら|れば|とき(?:は|に|には)?|なら|ても|て|から(?=、)|が(?=、)|ため(?:に)?)、/g;

type Problem = readonly [code: string, message: string, mend: string];

/** Why somebody who is learning Japanese may not understand an easy text. */
function problemsOf(text: string, explained: (word: string) => boolean): readonly Problem[] {
  return [
    ...rubyProblems(text),
    ...runProblems(text),
    ...sentenceProblems(text),
    ...wordProblems(text, explained),
  ];
}

function rubyProblems(text: string): readonly Problem[] {
  const odd = [...text.matchAll(RUBY)].find(
    ([, base = '', reading = '']) => !KANJI.test(base) || KANJI.test(reading),
  );
  if (!odd) return [];
  return [
    [
      'wrong_ruby',
      `ふりがな「${odd[0]}」が正しくありません。`,
      '漢字を左に、読み方をひらがなで右に書いてください。例：{住所|じゅうしょ}',
    ],
  ];
}

function runProblems(text: string): readonly Problem[] {
  const runs = text.replace(RUBY, '$2').split(/[\s。、「」（）・：！？]/);
  const longest = runs.reduce((a, b) => (b.length > a.length ? b : a), '');
  if (longest.length <= LONGEST_RUN) return [];
  return [
    [
      'no_space',
      `「${longest.slice(0, 15)}…」に、言葉の切れ目がありません。`,
      '言葉のまとまりごとに、空白を入れてください。例：市役所に 来て ください。',
    ],
  ];
}

function sentenceProblems(text: string): readonly Problem[] {
  const bare = withoutRuby(text).replace(/\s+/g, '').replace(QUOTED, '');
  return bare.split(/[。！？\n]/).flatMap((sentence): readonly Problem[] => {
    // 「なくしたとき、破れたとき」 are cases of one idea.
    const clauses = new Set([...sentence.matchAll(CLAUSE)].map(([found]) => found)).size + 1;
    if (clauses > MOST_CLAUSES) {
      const message = `ひとつの文に、${clauses}つのことが入っています（「${shortText(sentence)}」）。`;
      return [['one_idea', message, 'ひとつの文で、ひとつのことだけを言ってください。']];
    }
    if (sentence.length <= LONGEST_SENTENCE) return [];
    const message = `文が長すぎます（${sentence.length}字。「${shortText(sentence)}」）。`;
    return [
      [
        'long_sentence',
        message,
        `文を分けてください。ひとつの文は、${LONGEST_SENTENCE}字までです。`,
      ],
    ];
  });
}

function wordProblems(text: string, explained: (word: string) => boolean): readonly Problem[] {
  const bare = withoutRuby(text).replace(/\s+/g, '');
  const said = bare.replace(QUOTED, '（）');
  const problems: Problem[] = [];
  for (const [word, easy] of DIFFICULT_WORDS) {
    // Part of a longer name (納付書), the name of a paper, is another word.
    if (!said.includes(word)) continue;
    if (!new RegExp(`${word}(?![\\p{Script=Han}ー（])`, 'u').test(said) || explained(word))
      continue;
    problems.push([
      'difficult_word',
      `「${word}」は、むずかしい言葉です。`,
      `「${easy}」のように言うか、後ろのかっこで説明してください。例：${word}（${easy}${easy.endsWith('こと') ? '' : 'こと'}）`,
    ]);
  }
  for (const [form, name, easy] of DIFFICULT_FORMS) {
    if (!form.test(said)) continue;
    problems.push([
      'difficult_form',
      `「${name}」は、むずかしい言い方です。`,
      `「${easy}」のように言ってください。`,
    ]);
  }
  return problems;
}

/** How well the easy Japanese of a version can be read. Phrases of the town are not its own. */
export function easyJapaneseFindings(subject: GateSubject): readonly GateFinding[] {
  const { written } = subject.compilation;
  const texts = written?.byLocale.get(EASY);
  if (!written || !texts || !subject.town.municipality.languages.includes(EASY)) return [];
  const phrases = new Set(
    written.texts.filter(({ text }) => phraseKey(text) !== undefined).map(({ key }) => key),
  );
  const own = [...texts].filter(([key]) => key !== 'keywords' && !phrases.has(key));
  const all = own.map(([, text]) => withoutRuby(text).replace(/\s+/g, '')).join('\n');
  const explained = (word: string) =>
    new RegExp(`${word}[^。、\\n]{0,6}（|${word}」?(?:は|とは)、[^。\\n]*(?:こと|もの|人|紙)`).test(
      all,
    );
  return own.flatMap(([key, text]) =>
    problemsOf(text, explained).map(([code, message, mend]) => ({
      level: 'warning' as const,
      check: 'easy_japanese' as const,
      code: `easy_japanese.${code}`,
      place: textPlace(EASY, key),
      message,
      mend,
    })),
  );
}
