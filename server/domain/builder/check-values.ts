import type { Edit, EditPath, EditValue } from './edit.ts';
import { isForbiddenName, unprintableAt } from './source-limits.ts';

const DEEPEST = 20;
const LONGEST_KEY = 200;

/** A reason for which a value is not written into a file: message and mend. */
export type Problem = readonly [code: string, message: string, mend: string];

const WRONG_NAME: Problem = [
  'wrong_name',
  'この名前は使えません。',
  '小文字の英字で始め、英小文字・数字・_ だけを使ってください。例：phone_2',
];

function problemOfKey(key: string): Problem | undefined {
  if (isForbiddenName(key) || key === '' || key.length > LONGEST_KEY) return WRONG_NAME;
  return /[\r\n]/.test(key) ? WRONG_NAME : problemOfText(key);
}

function problemOfText(text: string): Problem | undefined {
  const found = unprintableAt(text);
  return (
    found && [
      'control_character',
      `見えない文字（${found.code}）が、${found.line}行目の${found.column}文字目にあります。`,
      'その文字を消してください。ほかのソフトから貼り付けたときは、いちどメモ帳に貼り付けると消えます。',
    ]
  );
}

function problemOfValue(value: EditValue, depth = 0): Problem | undefined {
  if (depth > DEEPEST) {
    return ['too_deep', '値が深く重なりすぎています。', `重なりは${DEEPEST}段までにしてください。`];
  }
  if (typeof value === 'string') return problemOfText(value);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return ['wrong_value', '数ではない値があります。', '数を書いてください。例：30'];
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const problem =
      (Array.isArray(value) ? undefined : problemOfKey(key)) ??
      problemOfValue(inner as EditValue, depth + 1);
    if (problem) return problem;
  }
  return undefined;
}

function problemOfPath(path: EditPath): Problem | undefined {
  for (const step of path) {
    const problem = typeof step === 'string' ? problemOfKey(step) : undefined;
    if (problem) return problem;
  }
  return undefined;
}

/** What an edit by form may not write, whoever made the form. */
export function problemOfEdit(edit: Edit): Problem | undefined {
  if (edit.kind === 'file') return undefined;
  const problem = problemOfPath(edit.path);
  if (problem) return problem;
  switch (edit.kind) {
    case 'set':
      return edit.value === undefined ? undefined : problemOfValue(edit.value);
    case 'add':
      return (
        (edit.key === undefined ? undefined : problemOfKey(edit.key)) ?? problemOfValue(edit.value)
      );
    case 'rename':
      return problemOfKey(edit.to);
    default:
      return undefined;
  }
}
