import type { DefinitionSources, Finding } from '../procedures/procedure.ts';
import { changeOneFile, type OneEdit } from './change-one-file.ts';
import { checkSource } from './check-source.ts';
import { problemOfEdit } from './check-values.ts';
import { describeEdit, thingInWords } from './describe-edit.ts';
import type { Edit, EditOutcome } from './edit.ts';
import { DEFINITION_FILE, isDefinitionFile } from './file-names.ts';
import { withoutLostTexts } from './language-texts.ts';
import { asMap } from './loose-data.ts';
import { leaningsOn, withoutTried } from './remove-thing.ts';
import { asRename, renameByEdit } from './rename-by-edit.ts';
import { refusal } from './source-limits.ts';
import type { Use } from './use.ts';
import { hasMarks, openSource, openYaml } from './yaml/yaml-text.ts';

/** Where there may be a mark; a quick look before a thorough one. */
const MARK = /(^|[\s[{,:-])[&*!]\S/m;
/** Places that are named when something can't be taken away. */
const MOST_NAMED = 5;

function refused(...findings: readonly Finding[]): EditOutcome {
  return { kind: 'refused', findings };
}

function readable(files: DefinitionSources, file: string): string | undefined {
  if (!isDefinitionFile(file)) return undefined;
  return files[file] ?? (file === DEFINITION_FILE ? undefined : '');
}

/** What stands in the way of editing a file by form; a change of the definition may reach all files. */
function obstacles(files: DefinitionSources, file: string): readonly Finding[] {
  const { findings } = openSource(file, files[file] ?? '');
  if (findings.length > 0) return findings;
  const names = file === DEFINITION_FILE ? Object.keys(files).filter(isDefinitionFile) : [file];
  return names
    .filter((name) => MARK.test(files[name] ?? '') && hasMarks(openYaml(files[name] ?? '')))
    .map((name) => {
      const message =
        'このファイルは、同じ内容を別の場所で使い回しています（& と *、または ! の印）。';
      const mend = 'テキストの画面で、印を消して内容を書いてから、もう一度してください。';
      return refusal(name, 1, 'yaml_alias', message, mend);
    });
}

/** A whole file, as typed or uploaded: kept as it is, or not at all. */
function replaceFile(files: DefinitionSources, edit: Extract<Edit, { kind: 'file' }>): EditOutcome {
  const { file } = edit;
  const { [file]: old, ...rest } = files;
  if (edit.text === undefined) {
    if (file === DEFINITION_FILE || old === undefined) {
      const message = `ファイル「${file}」は消せません。`;
      return refused(
        refusal(file, 1, 'wrong_place', message, '消せるのは、訳のファイルだけです。'),
      );
    }
    return { kind: 'edited', files: rest, what: describeEdit(edit, {}, {}) };
  }
  // What programs for Windows put in front of a text, and no part of it.
  const text = edit.text.replace(/^\uFEFF/, '');
  const findings = [...checkSource(file, text), ...otherId(file, text, old)];
  if (findings.length > 0) return refused(...findings);
  return { kind: 'edited', files: { ...files, [file]: text }, what: describeEdit(edit, {}, {}) };
}

/** The id is the procedure's address and the name of its statistics: another one is another procedure. */
function otherId(file: string, text: string, old: string | undefined): readonly Finding[] {
  if (file !== DEFINITION_FILE || old === undefined) return [];
  const { source } = openSource(file, text);
  const [now, before] = [asMap(source.data)['id'], asMap(openSource(file, old).source.data)['id']];
  if (before === undefined || now === before) return [];
  const message = `id が「${String(before)}」ではありません。`;
  const mend = `「id: ${String(before)}」と書いてください。別の手続きは、「新しい手続き」から作れます。`;
  return [refusal(file, source.line(['id']), 'wrong_id', message, mend)];
}

/** What in words still needs a thing, where it stands. */
function stillNeeded(file: string, text: string, needing: readonly Use[]): readonly Finding[] {
  const { source } = openSource(file, text);
  const places = new Map(needing.map(({ path }) => [path.join('.'), path]));
  return [...places.values()].slice(0, MOST_NAMED).map((path) => {
    const line = source.line(path);
    const where = thingInWords(source.data, path);
    const message = `${where}で使われているので、消せません（${line}行目）。`;
    return refusal(file, line, 'still_used', message, `先に${where}を直してください。`);
  });
}

/**
 * One change of a version's files, in their text: what it doesn't touch stays as it was, byte for
 * byte. Never throws; a refused change changes nothing.
 */
export function applyEdit(files: DefinitionSources, wanted: Edit): EditOutcome {
  const edit = asRename(wanted, files);
  if (edit.kind === 'file') return replaceFile(files, edit);
  const { file } = edit;
  const text = readable(files, file);
  if (text === undefined) {
    const message = `ファイル「${file}」はありません。`;
    return refused(refusal(file, 1, 'unknown_file', message, 'ページを読み込み直してください。'));
  }
  const problem = problemOfEdit(edit);
  if (problem)
    return refused(refusal(file, openSource(file, text).source.line(edit.path), ...problem));
  const inTheWay = obstacles(files, file);
  if (inTheWay.length > 0) return refused(...inTheWay);
  return edit.kind === 'rename' ? renameByEdit(files, edit) : changeOne(files, text, edit);
}

function changeOne(files: DefinitionSources, text: string, edit: OneEdit): EditOutcome {
  const { file } = edit;
  const before = openSource(file, text).source.data;
  const isDefinition = file === DEFINITION_FILE;
  let start = text;
  if (isDefinition && edit.kind === 'remove') {
    const { needing, tried } = leaningsOn(before, edit.path);
    if (needing.length > 0) return refused(...stillNeeded(file, text, needing));
    start = withoutTried(text, before, tried);
  }
  const changed = changeOneFile(file, start, edit);
  if (typeof changed !== 'string') return refused(...changed);
  const after = openSource(file, changed).source.data ?? openYaml(changed).document.toJS();
  const own = { ...files, [file]: changed };
  return {
    kind: 'edited',
    files: isDefinition ? withoutLostTexts(own, before, after) : own,
    what: describeEdit(edit, before, after),
  };
}
