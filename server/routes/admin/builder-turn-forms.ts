import { adminPaths } from '../../http/admin-paths.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { input } from './builder-input.ts';
import { listChoices } from './builder-option-lists.ts';
import { typeChoices } from './builder-page-screen.ts';
import type { BuiltField, BuiltPage } from './builder-pages.ts';
import type { BuilderForm } from './builder-screen.ts';
import { textOf } from './builder-tree.ts';

const CHOICES = ['choice', 'choices'];
/** What a table on a page can't ask. */
export const NOT_IN_ROWS = ['rows', 'slot_picker', 'item_picker', 'individual_number'];

/** Ways to another kind of question and to other options; what would go is said on the next page. */
export function turnForms(desk: BuilderDesk, page: BuiltPage, field: BuiltField): BuilderForm[] {
  if (!desk.canEdit) return [];
  const to = (wanted: unknown) => ({
    edits: [],
    to: adminPaths.turn(desk.version.id, page.id, field.id, textOf(wanted)),
  });
  const isInRows = field.id.includes('.');
  const type: BuilderForm = {
    id: 'type',
    heading: '答え方を変える',
    lead: '質問の言葉と条件を残して、別の答え方にします。消えるものは、変える前に見せます。',
    path: field.path,
    folded: true,
    inputs: [
      input.radios('type', '新しい答え方', {
        choices: typeChoices([field.type, ...(isInRows ? NOT_IN_ROWS : [])]),
        required: true,
      }),
    ],
    submit: '次へ（変わるところを見る）',
    make: ({ type: wanted }) => to(wanted),
  };
  if (!CHOICES.includes(field.type)) return [type];
  const isFromList = textOf(field.source['options_from']) !== '';
  const options: BuilderForm = {
    id: 'options-source',
    heading: isFromList ? '選択肢を自分で書く' : '町の一覧の選択肢を使う',
    lead: isFromList
      ? '一覧の選択肢を写して、ここで加えたり消したりできるようにします。'
      : '続柄や受け取り方のように、ほかの手続きも使う選択肢は、一覧から選べます。訳も付いています。',
    path: field.path,
    folded: true,
    inputs: isFromList
      ? []
      : [input.select('list', '一覧', { choices: listChoices(desk), required: true })],
    submit: '次へ（変わるところを見る）',
    make: ({ list }) => to(isFromList ? 'own' : list),
  };
  return [type, options];
}
