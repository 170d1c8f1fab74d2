import { DEFAULT_LOCALE, type Locale } from '../procedures/locale.ts';
import { checkTranslation } from '../translations/check-translation.ts';
import { JAPANESE_LANGUAGE_NAMES } from '../translations/japanese-language-names.ts';
import type { TranslationUnit } from '../translations/translation.ts';
import { unitsOf } from '../translations/translation-units.ts';
import type { GateFinding } from './gate-finding.ts';
import { textPlace } from './gate-place.ts';
import type { GateSubject } from './gate-subject.ts';
import { findingAt, shortText } from './new-finding.ts';

const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]{2,}/u;
/** A Japanese term may stand behind its translation, so that it is known again on paper. */
const QUOTED =
  /「[^」]*」|『[^』]*』|（[^（）]*）|\([^()]*\)|"[^"]*"|“[^”]*”|‘[^’]*’|《[^》]*》|«[^»]*»/g;

/** What each language lacks of the strings that are really used, and how far the others can be trusted. */
export function translationFindings(subject: GateSubject): readonly GateFinding[] {
  const { compilation, town, procedureId, live, marks } = subject;
  const { written } = compilation;
  if (!written) return [];
  const unitsIn = (locale: Locale) => unitsOf(written, { procedureId, live }, town, locale, marks);
  const { languages } = town.municipality;
  return [
    ...nameless(subject, unitsIn(DEFAULT_LOCALE)),
    ...languages
      .filter((locale) => locale !== DEFAULT_LOCALE)
      .flatMap((locale) => languageFindings(subject, locale, unitsIn(locale))),
  ];
}

/** Questions without any name, in Japanese. */
function nameless(subject: GateSubject, units: readonly TranslationUnit[]): readonly GateFinding[] {
  const fields = subject.compilation.written?.pages.flatMap((page) => page.fields) ?? [];
  return units
    .filter(({ state, key }) => state === 'missing' && key.endsWith('.label'))
    .map(({ key, japanese }) => {
      const field = fields.find(({ textKey }) => `${textKey}.label` === key);
      return findingAt(
        subject,
        'error',
        'translations.no_label',
        [...(field?.path ?? []), 'label'],
        [
          `質問「${japanese}」に、名前がありません。`,
          '住民に見せる質問の名前を書いてください。例：「飼い主の電話番号」。',
        ],
      );
    });
}

function languageFindings(
  subject: GateSubject,
  locale: Locale,
  units: readonly TranslationUnit[],
): readonly GateFinding[] {
  const name = JAPANESE_LANGUAGE_NAMES[locale] ?? locale;
  const tell = (
    level: GateFinding['level'],
    code: string,
    of: readonly TranslationUnit[],
    message: string,
    mend: string,
  ): readonly GateFinding[] => {
    const [first] = of;
    if (!first) return [];
    const place = textPlace(locale, first.key);
    return [{ level, check: 'translations', code: `translations.${code}`, place, message, mend }];
  };
  const inState = (state: TranslationUnit['state']) => units.filter((unit) => unit.state === state);
  const [missing, outdated, machine] = [
    inState('missing'),
    inState('outdated'),
    inState('machine'),
  ];
  return [
    ...tell(
      'error',
      'missing',
      missing,
      `${name}の訳が、${missing.length}か所ありません（${examples(missing)}）。`,
      '翻訳のページで書いてください。用語集や、ほかの手続きの訳も使えます。',
    ),
    ...tell(
      'warning',
      'outdated',
      outdated,
      `日本語を変えた後、${name}の訳が前のままの所が${outdated.length}か所あります（${examples(outdated)}）。`,
      '翻訳のページで、訳を直すか、「このままでよい」を押してください。',
    ),
    ...tell(
      'warning',
      'machine',
      machine,
      `${name}に、機械が訳したままの文が${machine.length}か所あります（${examples(machine)}）。`,
      '言葉のわかる人が読んで、「確認した」を押してください。',
    ),
    ...units.flatMap((unit) => textFindings(subject, locale, name, unit)),
  ];
}

function examples(units: readonly TranslationUnit[]): string {
  const named = units.slice(0, 2).map(({ japanese }) => `「${shortText(japanese)}」`);
  return named.join('') + (units.length > 2 ? 'など' : '');
}

function textFindings(
  { town }: GateSubject,
  locale: Locale,
  name: string,
  { key, japanese, text, state }: TranslationUnit,
): readonly GateFinding[] {
  if (text === '' || state === 'shared') return [];
  const place = textPlace(locale, key);
  const check = 'translations' as const;
  // Missing ruby is told where the file is read.
  const problems = checkTranslation(locale, japanese, text, town.phrasebook).filter(
    ({ code }) => !code.endsWith('_ruby'),
  );
  const found = problems.map(({ code, message, mend }): GateFinding => {
    const said = `${name}の「${shortText(text)}」：${message}`;
    return { level: 'error', check, code: `translations.${code}`, place, message: said, mend };
  });
  const left = locale === 'ja-easy' || key === 'keywords' ? '' : text.replace(QUOTED, '');
  const kana = KANA.exec(left)?.[0];
  if (kana !== undefined) {
    const message = `${name}の訳に、日本語「${kana}」が残っています（「${shortText(text)}」）。`;
    const mend = `${name}に訳してください。紙に出てくる言葉なら、訳の後ろのかっこに入れます。`;
    const code = 'translations.japanese_left';
    found.push({ level: 'warning', check, code, place, message, mend });
  }
  return found;
}
