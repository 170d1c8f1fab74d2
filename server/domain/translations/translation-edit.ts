import { parse } from 'yaml';
import type { Edit, EditPath } from '../builder/edit.ts';
import type { Locale } from '../procedures/locale.ts';
import type { DefinitionSources } from '../procedures/procedure.ts';

type Tree = Readonly<Record<string, unknown>>;

/**
 * The edits that write a text of a language; '' takes it away. An option's text and hint may stand in
 * a short form (`a: text`) or a long one (`a: { text, hint }`), in the file as it is now.
 */
export function translationEdit(
  files: DefinitionSources,
  locale: Locale,
  key: string,
  text: string,
): Edit {
  const file = `${locale}.yaml`;
  const path = key.split('.');
  const value = text === '' ? undefined : key === 'keywords' ? words(text) : text;
  const set = (at: EditPath, what: Extract<Edit, { kind: 'set' }>['value']): Edit => ({
    kind: 'set',
    file,
    path: at,
    value: what,
  });
  const option = /^(fields\..+\.options)\.([^.]+)(\.hint)?$/.exec(key);
  if (!option) return set(path, value);
  const [, list = '', id = '', hint] = option;
  const optionPath = [...list.split('.'), id];
  const now = valueAt(readTree(files[file]), optionPath);
  const isLong = typeof now === 'object' && now !== null;
  if (hint === undefined) return set(isLong ? [...optionPath, 'text'] : optionPath, value);
  if (isLong || typeof now !== 'string') return set([...optionPath, 'hint'], value);
  return value === undefined ? set(optionPath, now) : set(optionPath, { text: now, hint: text });
}

function words(text: string): readonly string[] {
  return text.split(/[\s、,]+/).filter((word) => word !== '');
}

function readTree(text: string | undefined): unknown {
  try {
    return parse(text ?? '');
  } catch {
    return undefined;
  }
}

function valueAt(tree: unknown, path: readonly string[]): unknown {
  let node = tree;
  for (const key of path) {
    if (typeof node !== 'object' || node === null) return undefined;
    node = (node as Tree)[key];
  }
  return node;
}
