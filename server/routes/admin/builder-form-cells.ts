import type { EditPath, EditValue } from '../../domain/builder/edit.ts';
import { namesAt } from './builder-conditions.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { type Choice, type FormInput, input } from './builder-input.ts';
import {
  addEdit,
  type BuilderForm,
  type FormValues,
  moveButtons,
  removeEdit,
} from './builder-screen.ts';
import { listOf, type Tree, textOf, treeOf } from './builder-tree.ts';

const FILLED_WITH = ['text', 'answer', 'value'];

/** A box is filled in one way, or left blank; two ways would be a guess. */
function checkFilled(values: FormValues) {
  const [, second] = FILLED_WITH.filter((name) => values[name] !== undefined);
  const text = '欄に入れるものを1つだけにしてください。ほかは空にします。';
  return second === undefined ? [] : [{ name: second, text }];
}

function cellInputs(desk: BuilderDesk, answers: readonly Choice[]): readonly FormInput[] {
  return [
    input.text('text', '見出し（いつも同じ文字）', {
      hint: '例：飼い主の氏名。見出しも答えも決めなければ、空の欄になります。',
    }),
    input.select('answer', '答え', { choices: answers, none: '答えの欄ではない' }),
    input.cel('value', '式（くわしい人向け）', {
      names: namesAt(desk.conditions),
      hint: '上の答えにないとき。例：era(died_on)',
    }),
    input.int('width', '幅（1行で12）', { required: true, min: 1, max: 12 }),
    input.int('height', '高さ（mm）', { min: 1, max: 200, hint: '決めなければ、1行分です。' }),
  ];
}

/** An answer that can be chosen stands in the file as its expression. */
function shownCell(answers: readonly Choice[], { value, ...cell }: Tree): Tree {
  if (value === undefined) return cell;
  const isChoice = answers.some((one) => one.value === value);
  return isChoice ? { ...cell, answer: value } : { ...cell, value };
}

function writtenCell({ text, answer, value, width, height }: FormValues): EditValue {
  const filled = answer ?? value;
  const size = { width: width ?? 1, ...(height !== undefined && { height }) };
  const cell: Record<string, EditValue> =
    filled === undefined ? { text: text ?? '', ...size } : { value: filled, ...size };
  return cell;
}

/** 「氏名」 of a heading, and what an answer's box holds. */
export function cellWords(answers: readonly Choice[], cell: Tree): string {
  const { text, value } = cell;
  if (text !== undefined) return textOf(text) || '（空の欄）';
  const found = answers.find((one) => one.value === value);
  return `［${found?.text ?? '式で決める答え'}］`;
}

/** The boxes of a row, each with its form, and one for a new box. */
export function cellForms(
  desk: BuilderDesk,
  answers: readonly Choice[],
  row: EditPath,
  cells: unknown,
): BuilderForm[] {
  const all = listOf(cells).map(treeOf);
  const at = String(row.at(-1));
  const inputs = cellInputs(desk, answers);
  const positions = all.map((_, index) => index);
  const forms = all.map((cell, index): BuilderForm => {
    const path = [...row, index];
    const moves = moveButtons(row, positions, index).map((button) => ({
      ...button,
      text: button.text === '上へ' ? '左へ' : '右へ',
    }));
    const remove = { intent: 'remove', text: '消す', edits: [removeEdit(path)] };
    return {
      id: `cell-${at}-${index}`,
      heading: `${cellWords(answers, cell)}（幅${textOf(cell['width'])}）`,
      path,
      folded: true,
      inputs,
      whole: { read: (written) => shownCell(answers, treeOf(written)), write: writtenCell },
      check: checkFilled,
      buttons: all.length > 1 ? [...moves, remove] : [],
    };
  });
  if (!desk.canEdit) return forms;
  const add: BuilderForm = {
    id: `cell-${at}-new`,
    heading: '欄を加える',
    path: row,
    folded: true,
    inputs,
    check: checkFilled,
    make: (values) => ({ edits: [addEdit(row, writtenCell(values))] }),
  };
  return [...forms, add];
}
