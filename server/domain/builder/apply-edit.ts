import { isDeepStrictEqual } from 'node:util';
import { DEFINITION } from '../procedures/definition-schema.ts';
import type { DefinitionSources, Finding } from '../procedures/procedure.ts';
import { readSource } from '../procedures/source-file.ts';
import { problemOfEdit } from './check-values.ts';
import { describeEdit } from './describe-edit.ts';
import type { Edit, EditOutcome, EditPath } from './edit.ts';
import { DEFINITION_FILE, isDefinitionFile } from './file-names.ts';
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
import { hasMarks, modelOf, openYaml } from './yaml/yaml-text.ts';

type OneEdit = Extract<Edit, { kind: 'set' | 'add' | 'remove' | 'move' }>;

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

function refused(...findings: readonly Finding[]): EditOutcome {
  return { kind: 'refused', findings };
}

function readable(files: DefinitionSources, file: string): string | undefined {
  if (!isDefinitionFile(file)) return undefined;
  return files[file] ?? (file === DEFINITION_FILE ? undefined : '');
}

/** What stands in the way of editing this file by form. */
function obstacle(file: string, text: string): readonly Finding[] {
  const { findings } = readSource(file, text);
  if (findings.length > 0) return findings;
  if (!hasMarks(openYaml(text))) return [];
  const message = 'このファイルは、同じ内容を別の場所で使い回しています（& と *、または ! の印）。';
  const mend = 'テキストの画面で、印を消して内容を書いてから、もう一度してください。';
  return [refusal(file, 1, 'yaml_alias', message, mend)];
}

/** Lists and maps may not have two entries of one name, and a path must lead somewhere. */
function wrongPlace(
  file: string,
  edit: OneEdit,
  model: unknown,
  line: number,
): Finding | undefined {
  const has = (path: EditPath) => modelAt(model, path) !== undefined;
  if (edit.kind === 'add' && edit.key !== undefined && has([...edit.path, edit.key])) {
    const message = `「${edit.key}」は、もうあります。`;
    return refusal(file, line, 'duplicate_id', message, '別の名前にしてください。');
  }
  if ((edit.kind === 'remove' || edit.kind === 'move') && !has(edit.path)) {
    const message = `「${edit.path.join('.')}」が見つかりません。`;
    return refusal(
      file,
      line,
      'unknown_place',
      message,
      'ページを読み込み直してください。ほかの人が先に変えたのかもしれません。',
    );
  }
  return undefined;
}

/** One change of one file; the changed text must say what the change says, and nothing else. */
function changeFile(file: string, text: string, edit: OneEdit): string | readonly Finding[] {
  const before = modelOf(openYaml(text)) ?? new Map();
  const line = readSource(file, text).source.line(edit.path);
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
    return [refusal(file, line, 'wrong_place', message, 'テキストの画面で直してください。')];
  }
  if (Buffer.byteLength(changed) > MOST_BYTES_OF_A_FILE) {
    const message = `ファイル「${file}」が大きくなりすぎます。`;
    return [refusal(file, line, 'too_large', message, '手続きを2つに分けてください。')];
  }
  return changed;
}

function replaceFile(files: DefinitionSources, edit: Extract<Edit, { kind: 'file' }>): EditOutcome {
  const { file, text } = edit;
  if (text === undefined) {
    const { [file]: gone, ...rest } = files;
    if (file === DEFINITION_FILE || gone === undefined) {
      const message = `ファイル「${file}」は消せません。`;
      return refused(
        refusal(file, 1, 'wrong_place', message, '消せるのは、訳のファイルだけです。'),
      );
    }
    return { kind: 'edited', files: rest, what: describeEdit(edit, {}, {}) };
  }
  const findings = readSource(file, text).findings;
  if (findings.length > 0) return refused(...findings);
  return { kind: 'edited', files: { ...files, [file]: text }, what: describeEdit(edit, {}, {}) };
}

/**
 * One change of a version's files, in their text: what it doesn't touch stays as it was, byte for
 * byte. Never throws; a refused change changes nothing.
 */
export function applyEdit(files: DefinitionSources, edit: Edit): EditOutcome {
  if (edit.kind === 'file') return replaceFile(files, edit);
  if (edit.kind === 'rename') {
    const message = 'id は、まだここでは変えられません。';
    return refused(
      refusal(edit.file, 1, 'wrong_place', message, 'テキストの画面で直してください。'),
    );
  }
  const text = readable(files, edit.file);
  if (text === undefined) {
    const message = `ファイル「${edit.file}」はありません。`;
    return refused(
      refusal(edit.file, 1, 'unknown_file', message, 'ページを読み込み直してください。'),
    );
  }
  const problem = problemOfEdit(edit);
  if (problem) {
    const line = readSource(edit.file, text).source.line(edit.path);
    return refused(refusal(edit.file, line, ...problem));
  }
  const inTheWay = obstacle(edit.file, text);
  if (inTheWay.length > 0) return refused(...inTheWay);
  const changed = changeFile(edit.file, text, edit);
  if (typeof changed !== 'string') return refused(...changed);
  const what = describeEdit(
    edit,
    openYaml(text).document.toJS(),
    openYaml(changed).document.toJS(),
  );
  return { kind: 'edited', files: { ...files, [edit.file]: changed }, what };
}
