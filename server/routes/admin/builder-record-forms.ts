import type { BuilderDesk } from './builder-desk.ts';
import { input } from './builder-input.ts';
import { knownAtEnd } from './builder-repeats.ts';
import { type BuilderForm, moveButtons, removeEdit, setEdit } from './builder-screen.ts';
import { textOf, treeOf } from './builder-tree.ts';

const RECORD = ['output', 'record'];

/** Items that are reckoned from the answers, by their names in the core system. */
export function recordForms(desk: BuilderDesk): BuilderForm[] {
  const output = treeOf(desk.tree['output']);
  const items = Object.keys(treeOf(output['record']));
  const isAlone = Object.keys(output).every((key) => key === 'record');
  const { names } = knownAtEnd(desk, '');
  const forms = items.map(
    (item, at): BuilderForm => ({
      id: `record-${at}`,
      heading: item,
      path: [...RECORD, item],
      folded: true,
      inputs: [input.cel([], '式', { names, required: true })],
      buttons: [
        ...moveButtons(RECORD, items, at),
        {
          intent: 'remove',
          text: '消す',
          edits: [
            removeEdit([...RECORD, item]),
            ...(items.length === 1 ? [setEdit(isAlone ? ['output'] : RECORD, undefined)] : []),
          ],
        },
      ],
    }),
  );
  const add: BuilderForm = {
    id: 'record-new',
    heading: '項目を加える',
    path: RECORD,
    folded: true,
    inputs: [
      input.text('name', '項目の名前', { required: true, hint: '例：被保険者氏名' }),
      input.cel('value', '式', {
        names,
        required: true,
        hint: '例：applicant_name.family + " " + applicant_name.given',
      }),
    ],
    check: ({ name }) =>
      items.includes(textOf(name))
        ? [{ name: 'name', text: `「${textOf(name)}」は、もうあります。別の名前にしてください。` }]
        : [],
    make: ({ name, value }) => ({ edits: [setEdit([...RECORD, textOf(name)], value)] }),
    submit: '項目を加える',
  };
  return [...forms, ...(desk.canEdit ? [add] : [])];
}
