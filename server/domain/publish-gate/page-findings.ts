import type { FieldPlan, PagePlan } from '../procedures/compile/plan.ts';
import { vocabularyKeys } from '../procedures/compile/vocabulary-keys.ts';
import type { WrittenDefinition } from '../procedures/compile-procedure.ts';
import { type Tell, tellField } from './field-findings.ts';
import { type FormKnowledge, formKnowledge } from './form-knowledge.ts';
import type { GateFinding } from './gate-finding.ts';
import type { GateSubject } from './gate-subject.ts';
import { findingAt, shortText, withoutRuby } from './new-finding.ts';
import { sameOptionFindings } from './same-option-findings.ts';
import { and, isImpossible } from './satisfiable.ts';

/** Shown at once; more on one page is left unfinished, above all on a phone. */
const MOST_QUESTIONS = 10;
const MOST_QUESTIONS_EVER = 15;

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
    for (const field of page.fields) {
      const name = label(field);
      tellField(written, field, name, tell);
      found.push(...sameOptionFindings(subject, form, page, field, name));
    }
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
