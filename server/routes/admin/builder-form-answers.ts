import type { BuilderDesk } from './builder-desk.ts';
import type { Choice } from './builder-input.ts';
import type { BuiltField, BuiltPage } from './builder-pages.ts';
import { PERSON } from './builder-person.ts';
import { listOf, textOf } from './builder-tree.ts';

const quoted = (text: string) => JSON.stringify(text);

/** What is asked of some only is left blank for the others: no answer reads as 「いいえ」 and 0. */
function askedOnly(page: BuiltPage, { source }: BuiltField, said: string, unanswered: string) {
  const conditions = [page.source['when'], source['when']].map(textOf).filter(Boolean);
  if (conditions.length === 0) return said;
  return `${conditions.map((one) => `(${one})`).join(' && ')} ? ${said} : ${unanswered}`;
}

/** An answer as an expression that reads as on paper: options by their words, days in the era. */
export function onPaper(desk: BuilderDesk, page: BuiltPage, field: BuiltField): string | undefined {
  const { key, type, source } = field;
  switch (type) {
    case 'name':
      return `${key}.family + " " + ${key}.given`;
    case 'address':
      return `${key}.prefecture + ${key}.city + ${key}.town + ${key}.street + " " + ${key}.building`;
    case 'date':
      return source['precision'] === 'month' ? key : `era(${key})`;
    case 'slot_picker':
      return `era(${key}.day)`;
    case 'choice':
      return desk.conditions
        .optionsOf(source)
        .reduceRight((or, one) => `${key} == "${one.key}" ? ${quoted(one.text)} : ${or}`, '""');
    case 'choices':
      return desk.conditions
        .optionsOf(source)
        .map((one) => `("${one.key}" in ${key} ? ${quoted(`${one.text} `)} : "")`)
        .join(' + ');
    case 'yes_no': {
      const [yes, no] = ['yes', 'no'].map((one) => desk.names.text(source[one]));
      const said = `(${key} ? ${quoted(yes || 'はい')} : ${quoted(no || 'いいえ')})`;
      return askedOnly(page, field, said, '""');
    }
    case 'number':
    case 'yen':
      return askedOnly(page, field, `string(${key})`, '""');
    case 'text':
    case 'long_text':
    case 'phone':
    case 'email':
    case 'gender':
    case 'digits':
    case 'insured_number':
    case 'corporate_number':
      return key;
    default:
      return undefined;
  }
}

export function personParts(field: BuiltField): readonly BuiltField[] {
  return listOf(field.source['parts']).flatMap((part) => {
    const [type, words] = PERSON[textOf(part)] ?? [];
    if (type === undefined) return [];
    const key = `${field.key}_${textOf(part)}`;
    return [{ ...field, key, type, label: `${field.label}の${words}`, source: {} }];
  });
}

/** Answers that a box of the printed form can hold, by page; those of rows: `builder-row-answers.ts`. */
export function formAnswers(desk: BuilderDesk): readonly Choice[] {
  const pages = desk.pages.filter(({ repeat }) => repeat === undefined);
  return pages.flatMap((page) =>
    page.fields
      .flatMap((field) => (field.type === 'person' ? personParts(field) : [field]))
      .flatMap((field) => {
        const value = onPaper(desk, page, field);
        return value ? [{ value, text: field.label, group: `「${page.title}」の質問` }] : [];
      }),
  );
}
