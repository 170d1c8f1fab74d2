import type { Procedure } from '../../domain/procedures/procedure.ts';
import { ATTACHMENTS_PAGE, CHECK_PAGE } from '../../domain/understanding/understanding.ts';
import type { Words } from '../../http/words.ts';
import { textOf } from '../../lib/html.ts';
import { fieldLabelPlain, procedurePlain } from '../apply/procedure-text.ts';

const STEPS: Readonly<Record<string, string>> = {
  [ATTACHMENTS_PAGE]: '書類',
  [CHECK_PAGE]: '入力内容の確認',
};

/** Names of pages, questions and documents, as staff read them. */
export function namesOf(procedure: Procedure, words: Words) {
  const plain = (key: string) => procedurePlain(procedure, words, key);
  return {
    page: (id: string) => STEPS[id] ?? (plain(`pages.${id}.title`) || id),
    /** @param page where it stands; a question of a row is known by its own name there */
    field(id: string, page?: string): string {
      if (page === ATTACHMENTS_PAGE) return this.about(`attachments.${id}`);
      const own = procedure.pages.find((one) => one.id === page)?.fields;
      const field = own?.find((one) => one.id === id) ?? procedure.fields.get(id);
      return field === undefined ? id : fieldLabelPlain(procedure, words, field);
    },
    about(about: string): string {
      const [kind, ...rest] = about.split('.');
      const key = rest.join('.');
      return kind === 'attachments' ? plain(`attachments.${key}.label`) || key : this.field(key);
    },
  };
}

export type Names = ReturnType<typeof namesOf>;

export const languageName = (locale: string, words: Words) =>
  words.has(`indicators:language.${locale}`)
    ? textOf(words.t(`indicators:language.${locale}`))
    : locale;

/** As residents read it; what stood in for their own answer is left out. */
export function errorText(code: string, label: string, words: Words): string {
  if (code === 'missing') return '書類を付けていません。';
  const text = words.has(`errors:${code}`) ? words.plain(`errors:${code}`, { label }) : '';
  return text === '' || text.includes('{{') ? 'この手続きの決まりに合わない答えです。' : text;
}
