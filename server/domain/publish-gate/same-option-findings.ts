import { optionKeys } from '../procedures/compile/fields.ts';
import type { FieldPlan, PagePlan } from '../procedures/compile/plan.ts';
import type { WrittenDefinition } from '../procedures/compile-procedure.ts';
import { DEFAULT_LOCALE, type Locale } from '../procedures/locale.ts';
import { JAPANESE_LANGUAGE_NAMES } from '../translations/japanese-language-names.ts';
import type { FormKnowledge } from './form-knowledge.ts';
import type { GateFinding } from './gate-finding.ts';
import { textPlace } from './gate-place.ts';
import type { GateSubject } from './gate-subject.ts';
import { findingAt, shortText, withoutRuby } from './new-finding.ts';
import { and, isImpossible } from './satisfiable.ts';

interface Twins {
  readonly first: string;
  readonly second: string;
  readonly text: string;
}

const CODE = 'accessibility.same_option';

/** Answers to one question that read alike in some language: nobody knows which one to choose. */
export function sameOptionFindings(
  subject: GateSubject,
  form: FormKnowledge,
  page: PagePlan,
  field: FieldPlan,
  label: string,
): readonly GateFinding[] {
  const { written } = subject.compilation;
  if (!written) return [];
  const keys = optionKeys(subject.town, written.book, field) ?? [];
  const twinsIn = (locale: Locale) =>
    twins(keys, field, written.byLocale.get(locale)).filter((pair) =>
      areOfferedTogether(form, page, field, pair),
    );
  const name = shortText(label);
  const japanese = twinsIn(DEFAULT_LOCALE);
  // What reads alike in Japanese is mended there; its translations follow.
  const told = new Set(japanese.map(({ second }) => second));
  const others = subject.town.municipality.languages.filter((one) => one !== DEFAULT_LOCALE);
  return [
    ...japanese.map((pair) => inJapanese(subject, field, name, pair)),
    ...others.flatMap((locale) =>
      twinsIn(locale)
        .filter(({ second }) => !told.has(second))
        .map((pair) => inTranslation(written, locale, field, name, pair)),
    ),
  ];
}

function twins(
  keys: readonly string[],
  { textKey }: FieldPlan,
  texts: ReadonlyMap<string, string> | undefined,
): readonly Twins[] {
  const found: Twins[] = [];
  const seen = new Map<string, string>();
  for (const key of keys) {
    const text = texts?.get(`${textKey}.options.${key}`);
    if (text === undefined || text === '') continue;
    // What stands below an answer tells it from another as well.
    const read = asRead(text) + asRead(texts?.get(`${textKey}.options.${key}.hint`) ?? '');
    const first = seen.get(read);
    if (first === undefined) seen.set(read, key);
    else found.push({ first, second: key, text: shortText(text) });
  }
  return found;
}

/** Width, capitals and spaces are no difference that anybody would look for. */
function asRead(text: string): string {
  return `${withoutRuby(text).normalize('NFKC').toLowerCase().replace(/\s+/g, '')}\n`;
}

/** Each may be the right word in its own case. */
function areOfferedTogether(
  form: FormKnowledge,
  page: PagePlan,
  { source, repeat }: FieldPlan,
  { first, second }: Twins,
): boolean {
  const when = (key: string) => {
    const option = source.options?.[key];
    return form.read(typeof option === 'object' ? option.when : undefined, repeat);
  };
  return !isImpossible(and(when(first), when(second)), form.on(page));
}

function inJapanese(
  subject: GateSubject,
  { source, path }: FieldPlan,
  name: string,
  { second, text }: Twins,
): GateFinding {
  const at = source.options === undefined ? ['options_from'] : ['options', second];
  return findingAt(
    subject,
    'warning',
    CODE,
    [...path, ...at],
    [
      `「${name}」に、選択肢「${text}」が2つあります。`,
      '違いがわかる言葉にするか、ひとつを消してください。',
    ],
  );
}

function inTranslation(
  { byLocale }: WrittenDefinition,
  locale: Locale,
  { textKey }: FieldPlan,
  name: string,
  { first, second, text }: Twins,
): GateFinding {
  const japanese = (key: string) =>
    shortText(byLocale.get(DEFAULT_LOCALE)?.get(`${textKey}.options.${key}`) ?? key);
  const language = JAPANESE_LANGUAGE_NAMES[locale] ?? locale;
  return {
    level: 'warning',
    check: 'accessibility',
    code: CODE,
    place: textPlace(locale, `${textKey}.options.${second}`),
    message: `${language}では、「${name}」の選択肢「${japanese(first)}」と「${japanese(second)}」が、同じ「${text}」です。どちらを選ぶのかが、わかりません。`,
    mend: `${language}の訳を、違いがわかる言葉にしてください。`,
  };
}
