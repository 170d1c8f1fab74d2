import type { Edit, EditPath, EditValue } from '../../domain/builder/edit.ts';
import { freeKey } from './builder-keys.ts';
import type { Names } from './builder-names.ts';
import { addEdit, moveEdit, removeEdit, setEdit } from './builder-screen.ts';
import { isTree, treeOf } from './builder-tree.ts';

interface Line {
  readonly key: string;
  readonly text: string;
  readonly isNew?: true;
}

/** Lines with the same text keep their key, then those at the same place or alike; all others are new. */
function keyedLines(lines: readonly string[], current: readonly Line[]): readonly Line[] {
  const left = [...current];
  const take = (found: Line | undefined) => {
    if (found) left.splice(left.indexOf(found), 1);
    return found?.key;
  };
  const keys = lines.map((text) => take(left.find((one) => one.text === text)));
  // Whoever mends a word in its line means the same option, also in another place if it is a part of it.
  const inPlace = keys.map((key, at) => {
    const there = current[at];
    return key ?? (there && left.includes(there) ? take(there) : undefined);
  });
  const mended = inPlace.map((key, at) => {
    const text = lines[at] as string;
    return key ?? take(left.find((one) => one.text.includes(text) || text.includes(one.text)));
  });
  const taken = new Set(current.map(({ key }) => key));
  return lines.map((text, at) => {
    const known = mended[at];
    if (known !== undefined) return { key: known, text };
    const key = freeKey('option', taken);
    taken.add(key);
    return { key, text, isNew: true };
  });
}

/** The changes that make the options those lines, with keys that stay what they were. */
export function optionEdits(
  names: Names,
  path: EditPath,
  current: EditValue | undefined,
  typed: string,
): { readonly edits: readonly Edit[] } | { readonly error: string } {
  const lines = typed
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0) return { error: '選択肢を1行に1つ入力してください。例：大人' };
  if (new Set(lines).size < lines.length) {
    return { error: '同じ選択肢が2つあります。言葉を変えるか、片方を消してください。' };
  }
  const textAt = (option: unknown) => names.text(isTree(option) ? option['text'] : option);
  const options = treeOf(current);
  const before = Object.entries(options).map(([key, option]) => ({ key, text: textAt(option) }));
  const after = keyedLines(lines, before);
  if (before.length === 0) {
    return {
      edits: [setEdit(path, Object.fromEntries(after.map(({ key, text }) => [key, text])))],
    };
  }
  const edits: Edit[] = [];
  const order = before.map(({ key }) => key);
  for (const { key } of before) {
    if (after.some((one) => one.key === key)) continue;
    edits.push(removeEdit([...path, key]));
    order.splice(order.indexOf(key), 1);
  }
  after.forEach(({ key, text, isNew }, at) => {
    const follows = order[at];
    if (isNew) {
      edits.push(addEdit(path, text, { key, ...(follows !== undefined && { before: follows }) }));
      order.splice(at, 0, key);
      return;
    }
    if (order[at] !== key) {
      edits.push(moveEdit([...path, key], follows));
      order.splice(order.indexOf(key), 1);
      order.splice(at, 0, key);
    }
    const option = options[key];
    if (textAt(option) === text) return;
    edits.push(setEdit(isTree(option) ? [...path, key, 'text'] : [...path, key], text));
  });
  return { edits };
}
