import type { EditValue } from '../../domain/builder/edit.ts';
import { plainText } from '../../lib/html.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { freeKey, takenKeys } from './builder-keys.ts';

type Source = Record<string, EditValue>;

/** With what a question of that kind begins, so that it can be seen in the preview at once. */
const BEGINNINGS: Readonly<Record<string, Source>> = {
  person: { parts: ['name', 'address', 'phone'] },
  choice: { as: 'radio', options: { option_1: '1つ目', option_2: '2つ目' } },
  choices: { options: { option_1: '1つ目', option_2: '2つ目' } },
  consent: { statement: '内容を読んで、同意します。' },
  individual_number: { law: '番号法 第9条第1項' },
  rows: { max: 3, fields: { text: { type: 'text', label: '1つ目の質問' } } },
};

/** Common questions, by what they are called: their answers can be offered again in other forms. */
const STEMS: Readonly<Record<string, string>> = {
  person: 'applicant',
  slot_picker: 'slot',
  item_picker: 'items',
};

/** Labels that the shared vocabulary has in every language. */
const SPEAKS_FOR_ITSELF = new Set([
  'person',
  'name',
  'address',
  'phone',
  'email',
  'gender',
  'bank_account',
]);

/** What a question of that kind can't be without. */
export function beginningOf(desk: BuilderDesk, type: string): Source {
  const [resource] = bookables(desk);
  const [catalogue] = [...desk.services.library.town.catalogues];
  return {
    ...BEGINNINGS[type],
    ...(type === 'slot_picker' && { resource: `"${resource?.value ?? ''}"` }),
    ...(type === 'item_picker' && { catalogue: catalogue ?? '' }),
  };
}

/** A question as it begins; its key is made from its kind, and stays. */
export function newField(desk: BuilderDesk, type: string, label: string) {
  const key = freeKey(STEMS[type] ?? type, takenKeys(desk));
  const source: Source = {
    type,
    ...(label !== '' && type !== 'person' && { label }),
    ...(label === '' && !SPEAKS_FOR_ITSELF.has(type) && { label: 'ここに質問を書いてください' }),
    ...beginningOf(desk, type),
  };
  return { key, source };
}

/** What the town has to book, one by one. */
export function bookables({ services }: BuilderDesk) {
  return [...services.resources.all()].map(({ id, name }) => ({
    value: id,
    text: plainText(name['ja'] ?? id),
  }));
}
