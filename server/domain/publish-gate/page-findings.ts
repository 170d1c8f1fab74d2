import type { FieldPlan, PagePlan } from '../procedures/compile/plan.ts';
import { vocabularyKeys } from '../procedures/compile/vocabulary-keys.ts';
import type { WrittenDefinition } from '../procedures/compile-procedure.ts';
import { type FormKnowledge, formKnowledge } from './form-knowledge.ts';
import { betterType } from './free-text-types.ts';
import type { GateFinding } from './gate-finding.ts';
import type { GateSubject } from './gate-subject.ts';
import { findingAt, shortText, withoutRuby } from './new-finding.ts';
import { and, isImpossible } from './satisfiable.ts';

/** Shown at once; more on one page is left unfinished, above all on a phone. */
const MOST_QUESTIONS = 10;
const MOST_QUESTIONS_EVER = 15;
const LONGEST_HINT = 120;
const MOST_RADIOS = 12;

/** A counting word in the label, or an example, says what is counted. */
const COUNTS = /[数回歳番枚通個台頭人年月週日分]|いくつ|何|年齢|（.+）|例：/;

type Tell = (
  level: GateFinding['level'],
  code: string,
  path: readonly PropertyKey[],
  said: readonly [message: string, mend: string],
) => void;

/** What people meet page by page: headings, questions, answers. */
export function pageFindings(subject: GateSubject): readonly GateFinding[] {
  const { written } = subject.compilation;
  if (!written) return [];
  const found: GateFinding[] = [];
  const tell: Tell = (level, code, path, said) =>
    found.push(findingAt(subject, level, `accessibility.${code}`, path, said));
  const form = formKnowledge(written, subject.town);
  const label = labelReader(subject, written);
  const pages = written.pages.filter(({ path }) => path[0] !== 'who');
  tellSameTitles(written, form, pages, tell);
  for (const page of pages) {
    tellPage(page, tell);
    tellSameLabels(form, page, label, tell);
    for (const field of page.fields) tellField(written, field, label(field), tell);
  }
  return found;
}

/** The Japanese label as it is shown, from the definition or the shared vocabulary. */
function labelReader({ town }: GateSubject, { byLocale }: WrittenDefinition) {
  const words = town.vocabulary.get('ja') ?? {};
  return ({ id, source, textKey }: FieldPlan): string => {
    const own = byLocale.get('ja')?.get(`${textKey}.label`);
    const shared = vocabularyKeys(id, source).find((key) => words[key] !== undefined);
    return withoutRuby(own ?? (shared === undefined ? id : (words[shared] ?? id)));
  };
}

/** In lists, in the browser's history and read aloud, a page is its heading. */
function tellSameTitles(
  { byLocale }: WrittenDefinition,
  form: FormKnowledge,
  pages: readonly PagePlan[],
  tell: Tell,
): void {
  const titleOf = (page: PagePlan) =>
    withoutRuby(byLocale.get('ja')?.get(`pages.${page.id}.title`) ?? '');
  for (const [index, page] of pages.entries()) {
    const title = titleOf(page);
    const twin = pages
      .slice(0, index)
      .find((other) => other.phase === page.phase && titleOf(other) === title);
    if (!twin || isImpossible(and(form.shows(twin), form.shows(page)), form.on(undefined)))
      continue;
    tell(
      'warning',
      'same_heading',
      [...page.path, 'title'],
      [
        `見出し「${shortText(title)}」のページが2つあります。今どこにいるかが、わかりません。`,
        '何を聞くページかがわかる見出しにしてください。例：「飼い主の住所」と「犬の住所」。',
      ],
    );
  }
}

function tellPage({ source, fields, path }: PagePlan, tell: Tell): void {
  const asked = fields.filter(({ within }) => within === undefined);
  const always = asked.filter((field) => field.source.when === undefined);
  if (asked.length === 0 && Object.keys(source.notes ?? {}).length === 0 && !source.end_if) {
    tell(
      'warning',
      'empty_page',
      [...path, 'title'],
      [
        `ページ「${shortText(source.title)}」には、質問もお知らせもありません。`,
        '質問を足すか、このページを消してください。',
      ],
    );
  }
  const many = always.length > MOST_QUESTIONS || asked.length > MOST_QUESTIONS_EVER;
  if (!many) return;
  tell(
    'warning',
    'too_many_questions',
    [...path, 'title'],
    [
      `ページ「${shortText(source.title)}」には、質問が${asked.length}個あります。スマートフォンでは、途中でやめる人がふえます。`,
      `ページを分けてください。ひとつのページは${MOST_QUESTIONS}個までが目安です。`,
    ],
  );
}

function tellSameLabels(
  form: FormKnowledge,
  page: PagePlan,
  label: (field: FieldPlan) => string,
  tell: Tell,
): void {
  for (const [index, field] of page.fields.entries()) {
    const name = label(field);
    const twin = page.fields
      .slice(0, index)
      .find((other) => other.within === field.within && label(other) === name);
    if (!twin) continue;
    const both = and(
      form.read(twin.source.when, twin.repeat),
      form.read(field.source.when, field.repeat),
    );
    if (isImpossible(both, form.on(page))) continue;
    tell(
      'warning',
      'same_label',
      [...field.path, 'label'],
      [
        `同じページに、質問「${shortText(name)}」が2つあります。どちらに答えるのかが、わかりません。`,
        'だれの、何かがわかる言葉にしてください。例：「父の電話番号」と「母の電話番号」。',
      ],
    );
  }
}

function tellField(
  { byLocale }: WrittenDefinition,
  { source, path, textKey }: FieldPlan,
  label: string,
  tell: Tell,
): void {
  const hint = withoutRuby(byLocale.get('ja')?.get(`${textKey}.hint`) ?? '');
  const name = shortText(label);
  const better =
    source.type === 'text' || source.type === 'long_text' ? betterType(label) : undefined;
  if (better?.type === 'individual_number') {
    tell(
      'error',
      'individual_number',
      [...path, 'type'],
      [
        `「${name}」を、ふつうの文字の質問で聞いています。マイナンバーは、法律で決まった場合だけ、守られた形で聞けます。`,
        '質問の種類を「マイナンバー」にして、根拠の法律を書いてください。',
      ],
    );
  } else if (better && source.pattern === undefined) {
    tell(
      'warning',
      'better_type',
      [...path, 'type'],
      [
        `「${name}」を自由な文字で聞いています。書きまちがいが見つけられません。`,
        `質問の種類を「${better.name}」にしてください。`,
      ],
    );
  }
  if (source.type === 'number' && source['unit'] === undefined && !COUNTS.test(label + hint)) {
    tell(
      'warning',
      'no_unit',
      [...path, 'unit'],
      [
        `「${name}」の数の単位がありません。`,
        '単位を選ぶか、質問に入れてください。例：「何人ですか」。',
      ],
    );
  }
  if (!better && needsHint(source.type, label) && hint === '') {
    tell(
      'warning',
      'no_hint',
      [...path, 'hint'],
      [
        `「${name}」が、どの紙のどこに書いてあるかがわかりません。`,
        '説明に書いてください。例：「保険証に書いてある8けたの数字です。」',
      ],
    );
  }
  if (hint.length > LONGEST_HINT) {
    tell(
      'warning',
      'long_hint',
      [...path, 'hint'],
      [
        `「${name}」の説明が長すぎます（${hint.length}字）。`,
        `${LONGEST_HINT}字までにして、残りはページのお知らせに書いてください。`,
      ],
    );
  }
  tellOptions(byLocale, { source, path, textKey }, name, tell);
}

/** A number that somebody else has given: it has to be looked up on a paper, which the label may name. */
function needsHint(type: string, label: string): boolean {
  const isGiven = (type === 'text' || type === 'digits') && /(?:番号|記号)$/.test(label);
  return isGiven && !/(?:証|書|票|札|カード|手帳|通知)の(?:番号|記号)$/.test(label);
}

function tellOptions(
  byLocale: WrittenDefinition['byLocale'],
  { source, path, textKey }: Pick<FieldPlan, 'source' | 'path' | 'textKey'>,
  name: string,
  tell: Tell,
): void {
  const keys = Object.keys(source.options ?? {});
  if (keys.length === 0) return;
  const words = byLocale.get('ja');
  const texts = keys.map((key) => withoutRuby(words?.get(`${textKey}.options.${key}`) ?? key));
  const twice = texts.findIndex((text, index) => texts.indexOf(text) < index);
  if (twice >= 0) {
    tell(
      'warning',
      'same_option',
      [...path, 'options', keys[twice] ?? ''],
      [
        `「${name}」に、選択肢「${texts[twice]}」が2つあります。`,
        '違いがわかる言葉にするか、ひとつを消してください。',
      ],
    );
  }
  if (source.type === 'choice' && keys.length === 1) {
    tell(
      'warning',
      'one_option',
      [...path, 'options'],
      [
        `「${name}」で選べるものが、ひとつしかありません。`,
        '選択肢を足すか、質問の種類を「はい・いいえ」か「同意」にしてください。',
      ],
    );
  }
  if (source.type === 'choice' && source['as'] !== 'select' && keys.length > MOST_RADIOS) {
    tell(
      'warning',
      'many_options',
      [...path, 'options'],
      [
        `「${name}」の選択肢が${keys.length}個、縦に並びます。`,
        '「一覧から選ぶ」形にしてください。',
      ],
    );
  }
}
