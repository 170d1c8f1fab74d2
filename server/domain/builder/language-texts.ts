import type { DefinitionSources } from '../procedures/procedure.ts';
import type { EditPath } from './edit.ts';
import { localeOfFile } from './file-names.ts';
import { textKeysOf } from './text-keys.ts';
import { removeAt } from './yaml/change-file.ts';
import { openYaml } from './yaml/yaml-text.ts';

/** Paths of what goes: a map of which nothing is left goes as a whole. */
function goingPaths(
  value: unknown,
  gone: ReadonlySet<string>,
  path: EditPath = [],
): { all: boolean; paths: EditPath[] } {
  const key = path.join('.').replace(/(\.options\.[^.]+)\.text$/, '$1');
  if (!(value instanceof Map)) return { all: gone.has(key), paths: gone.has(key) ? [path] : [] };
  const inner = [...value].map(([step, part]) => goingPaths(part, gone, [...path, String(step)]));
  const all = value.size > 0 && inner.every((part) => part.all);
  return { all, paths: all ? [path] : inner.flatMap((part) => part.paths) };
}

function withoutTexts(text: string, gone: ReadonlySet<string>): string {
  const { document } = openYaml(text);
  if (document.errors.length > 0) return text;
  const data: unknown = document.toJS({ mapAsMap: true, maxAliasCount: 0 });
  const { all, paths } = goingPaths(data, gone);
  if (all) return '{}\n';
  return paths.reduce((own, path) => removeAt(own, path) ?? own, text);
}

/** The language files without the texts that the changed definition has no more. */
export function withoutLostTexts(
  files: DefinitionSources,
  before: unknown,
  after: unknown,
): DefinitionSources {
  const kept = textKeysOf(after);
  const gone = new Set([...textKeysOf(before)].filter((key) => !kept.has(key)));
  if (gone.size === 0) return files;
  return Object.fromEntries(
    Object.entries(files).map(([file, text]) => [
      file,
      localeOfFile(file) === undefined ? text : withoutTexts(text, gone),
    ]),
  );
}
