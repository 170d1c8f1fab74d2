import type { DefinitionSources, Finding } from '../procedures/procedure.ts';
import { describeEdit, thingInWords } from './describe-edit.ts';
import type { Edit, EditOutcome } from './edit.ts';
import { DEFINITION_FILE } from './file-names.ts';
import { at } from './loose-data.ts';
import { namedThingAt } from './named-thing.ts';
import { type NameProblem, problemOfName, renameThing } from './rename-thing.ts';
import { refusal } from './source-limits.ts';
import { pairedPlace } from './uses.ts';
import { openSource } from './yaml/yaml-text.ts';

function refused(...findings: readonly Finding[]): EditOutcome {
  return { kind: 'refused', findings };
}

const NAME_PROBLEMS: Readonly<Record<NameProblem, readonly [message: string, mend: string]>> = {
  wrong_name: [
    'は、プログラムでの名前に使えません。',
    '小文字の英字で始め、英小文字・数字・_ だけを使ってください。例：phone_2',
  ],
  reserved_id: ['は、プログラムが使う名前です。', '別の名前にしてください。'],
  duplicate_id: ['は、もう使われています。', '別の名前にしてください。'],
};

export function renameByEdit(
  files: DefinitionSources,
  edit: Extract<Edit, { kind: 'rename' }>,
): EditOutcome {
  const { file, path, to } = edit;
  const { source } = openSource(file, files[file] ?? '');
  const line = source.line(path);
  const thing = file === DEFINITION_FILE ? namedThingAt(source.data, path) : undefined;
  if (!thing) {
    const message = `「${path.join('.')}」には、変えられる id がありません。`;
    return refused(
      refusal(file, line, 'unknown_place', message, 'ページを読み込み直してください。'),
    );
  }
  if (to === thing.name)
    return { kind: 'edited', files, what: describeEdit(edit, source.data, {}) };
  const problem = problemOfName(source.data, thing, path, to);
  if (problem) {
    const [message, mend] = NAME_PROBLEMS[problem];
    return refused(refusal(file, line, problem, `「${to}」${message}`, mend));
  }
  const paired = thing.kind === 'option' ? pairedPlace(source.data, thing) : undefined;
  if (paired) {
    const where = thingInWords(source.data, paired);
    const message = `この選択肢は、${where}で、書いてある文字ではないものと比べられています。`;
    const at = source.line(paired);
    return refused(
      refusal(
        file,
        at,
        'still_used',
        message,
        'テキストの画面で、式と選択肢を一緒に直してください。',
      ),
    );
  }
  const renamed = renameThing(files, source.data, thing, path, to);
  if (typeof renamed === 'string') {
    const message = `「${thing.name}」の名前を、${renamed} の中で変えられませんでした。`;
    return refused(refusal(renamed, 1, 'wrong_place', message, 'テキストの画面で直してください。'));
  }
  return { kind: 'edited', files: renamed, what: describeEdit(edit, source.data, {}) };
}

/** Setting the id of a page or a fee line is renaming it: what speaks of it must go along. */
export function asRename(edit: Edit, files: DefinitionSources): Edit {
  const isId =
    edit.kind === 'set' && edit.file === DEFINITION_FILE && typeof edit.value === 'string';
  if (!isId || !['id', 'item'].includes(String(edit.path.at(-1))) || edit.path.length < 3)
    return edit;
  const { data } = openSource(edit.file, files[edit.file] ?? '').source;
  const old = at(data, edit.path);
  const thing = typeof old === 'string' ? namedThingAt(data, edit.path) : undefined;
  return thing?.name === old
    ? { kind: 'rename', file: edit.file, path: edit.path, to: edit.value as string }
    : edit;
}
