import type { BuilderDesk } from './builder-desk.ts';
import { input } from './builder-input.ts';
import { madeEntry } from './builder-page-rules.ts';
import { addEdit, type Block, type BuilderForm, removeEdit, setEdit } from './builder-screen.ts';
import { listOf, textOf, treeOf, valueAt } from './builder-tree.ts';

/** The brackets of what is given back, and a form for one more. */
function refundForms(desk: BuilderDesk): BuilderForm[] {
  const path = ['withdraw', 'refund'];
  const brackets = listOf(valueAt(desk.tree, path)).map(treeOf);
  const inputs = [
    input.int('days_before', '使う日の何日前まで', { min: 0, required: true }),
    input.int('percent', '返す割合（%）', { min: 0, max: 100, required: true }),
    input.select('border', 'その日', {
      choices: [{ value: 'exclusive', text: '入れない（「7日前より前」）' }],
      none: '入れる（「7日前まで」）',
    }),
  ];
  const forms = brackets.map(
    (bracket, at): BuilderForm => ({
      id: `refund-${at}`,
      heading: `${textOf(bracket['days_before'])}日前まで：${textOf(bracket['percent'])}%`,
      path: [...path, at],
      inputs,
      folded: true,
      buttons: [
        {
          intent: 'remove',
          text: '消す',
          edits: [
            removeEdit([...path, at]),
            ...(brackets.length === 1 ? [setEdit(path, undefined)] : []),
          ],
        },
      ],
    }),
  );
  const add: BuilderForm = {
    id: 'refund-new',
    heading: '返す割合を加える',
    path,
    inputs,
    folded: true,
    make: (values) => ({
      edits: [
        brackets.length === 0
          ? setEdit(path, [madeEntry(values)])
          : addEdit(path, madeEntry(values)),
      ],
    }),
  };
  return [...forms, ...(desk.canEdit ? [add] : [])];
}

/** Taking back, changing, and what is given back. */
export function withdrawBlocks(desk: BuilderDesk): Block[] {
  const changeable = desk.pages
    .filter(({ repeat, phase }) => repeat === undefined && phase === undefined)
    .flatMap(({ fields }) => fields.map(({ key, label }) => ({ value: key, text: label })));
  return [
    {
      forms: [
        {
          id: 'withdraw',
          heading: '取り下げ',
          path: [],
          inputs: [
            input.int(
              'withdraw.until_days_before_booking',
              '予約した日の何日前まで取り下げられるか',
              { min: 0 },
            ),
          ],
        },
        {
          id: 'changes',
          heading: '送ったあとの変更',
          lead: '選んだ質問は、住民が状況のページで変えられます。料金の差は、払うか、返します。',
          path: [],
          groups: [['changes']],
          inputs: [
            input.many('changes.fields', '変えられる質問', { choices: changeable }),
            input.int('changes.until_days_before_booking', '予約した日の何日前まで', { min: 0 }),
          ],
        },
      ],
    },
    { heading: '取り下げたときに返す料金', forms: refundForms(desk) },
  ];
}
