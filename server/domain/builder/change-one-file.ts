import { isDeepStrictEqual } from 'node:util';
import { DEFINITION } from '../procedures/definition-schema.ts';
import type { Finding } from '../procedures/procedure.ts';
import type { Edit, EditPath } from './edit.ts';
import { DEFINITION_FILE } from './file-names.ts';
import { MOST_BYTES_OF_A_FILE, refusal } from './source-limits.ts';
import { addAt, moveAt, removeAt, setAt } from './yaml/change-file.ts';
import {
  modelAt,
  modelMove,
  modelRemove,
  modelSet,
  sameModel,
  toModel,
  withAdded,
} from './yaml/file-model.ts';
import { modelOf, openSource, openYaml } from './yaml/yaml-text.ts';

export type OneEdit = Extract<Edit, { kind: 'set' | 'add' | 'remove' | 'move' }>;

const ORDER = Object.keys(DEFINITION.shape);

function changedText(text: string, edit: OneEdit): string | undefined {
  const order = edit.file === DEFINITION_FILE ? ORDER : [];
  switch (edit.kind) {
    case 'set':
      return edit.value === undefined
        ? (removeAt(text, edit.path) ?? text)
        : setAt(text, edit.path, edit.value, order);
    case 'add':
      return addAt(text, edit.path, edit.key, edit.value, edit.before);
    case 'remove':
      return removeAt(text, edit.path);
    case 'move':
      return moveAt(text, edit.path, edit.before);
  }
}

function changedModel(model: unknown, edit: OneEdit): unknown {
  switch (edit.kind) {
    case 'set':
      return edit.value === undefined
        ? modelRemove(model, edit.path)
        : modelSet(model, edit.path, edit.value);
    case 'add':
      return withAdded(model, edit.path, edit.key, toModel(edit.value), edit.before);
    case 'remove':
      return modelRemove(model, edit.path);
    case 'move':
      return modelMove(model, edit.path, edit.before);
  }
}

/** Lists and maps may not have two entries of one name, and a path must lead somewhere. */
function wrongPlace(
  file: string,
  edit: OneEdit,
  model: unknown,
  line: () => number,
): Finding | undefined {
  const has = (path: EditPath) => modelAt(model, path) !== undefined;
  if (edit.kind === 'add' && edit.key !== undefined && has([...edit.path, edit.key])) {
    const message = `「${edit.key}」は、もうあります。`;
    return refusal(file, line(), 'duplicate_id', message, '別の名前にしてください。');
  }
  if ((edit.kind === 'remove' || edit.kind === 'move') && !has(edit.path)) {
    const message = `「${edit.path.join('.')}」が見つかりません。`;
    return refusal(
      file,
      line(),
      'unknown_place',
      message,
      'ページを読み込み直してください。ほかの人が先に変えたのかもしれません。',
    );
  }
  return undefined;
}

/** One change of one file; the changed text must say what the change says, and nothing else. */
export function changeOneFile(
  file: string,
  text: string,
  edit: OneEdit,
): string | readonly Finding[] {
  const before = modelOf(openYaml(text)) ?? new Map();
  const line = () => openSource(file, text).source.line(edit.path);
  const wrong = wrongPlace(file, edit, before, line);
  if (wrong) return [wrong];
  const changed = changedText(text, edit);
  const wanted = changedModel(before, edit);
  const after = changed === undefined ? undefined : openYaml(changed);
  const same = edit.kind === 'set' ? isDeepStrictEqual : sameModel;
  if (
    changed === undefined ||
    !after ||
    after.document.errors.length > 0 ||
    !same(modelOf(after), wanted)
  ) {
    const message = `「${edit.path.join('.')}」は、ここには書けません。`;
    return [refusal(file, line(), 'wrong_place', message, 'テキストの画面で直してください。')];
  }
  if (changed.length > text.length && Buffer.byteLength(changed) > MOST_BYTES_OF_A_FILE) {
    const message = `ファイル「${file}」が大きくなりすぎます。`;
    return [refusal(file, line(), 'too_large', message, '手続きを2つに分けてください。')];
  }
  return changed;
}
