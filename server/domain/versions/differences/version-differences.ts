import type { DefinitionSources } from '../../procedures/procedure.ts';
import { readSource } from '../../procedures/source-file.ts';
import { followRenames } from './follow-renames.ts';
import { movedFields } from './moved-fields.ts';
import { type DifferenceNames, placeOf } from './place-words.ts';
import { type Difference, sayChange } from './say-change.ts';
import { sayRename } from './say-rename.ts';
import { type Change, type Data, isMap, structuralChanges } from './structural-changes.ts';
import { translationDifference } from './translation-differences.ts';

const DEFINITION = 'definition.yaml';

function read(files: DefinitionSources, name: string): { readonly data: Data } | undefined {
  const text = files[name];
  if (text === undefined) return { data: undefined };
  const { source, findings } = readSource(name, text);
  return findings.length > 0 ? undefined : { data: source.data as Data };
}

/** What admins check by their number, not one by one. */
function exampleDifference(changes: readonly Change[]): readonly Difference[] {
  if (changes.length === 0) return [];
  const whole = changes.filter(({ path }) => path.length === 2);
  const count = (kind: Change['kind']) => whole.filter((change) => change.kind === kind).length;
  const [added, removed] = [count('added'), count('removed')];
  const touched = new Set(changes.map(({ path }) => path[1])).size - added - removed;
  const text = `答えの例が変わりました（加わった ${added}、変わった ${touched}、なくなった ${removed}）`;
  return [{ group: '答えの例', text }];
}

function definitionDifferences(
  before: Data,
  after: Data,
  names: DifferenceNames,
): readonly Difference[] {
  const both = { before, after };
  const all = structuralChanges(before, after);
  const examples = all.filter(({ path }) => path[0] === 'examples');
  const { moved, rest } = movedFields(all.filter(({ path }) => path[0] !== 'examples'));
  return [
    ...moved.map(({ from, to }): Difference => {
      const [was, is] = [placeOf(from.path, both, names), placeOf(to.path, both, names)];
      const text = `${is.thing}が、ページ${was.page}からページ${is.page}へ移りました`;
      return { group: `ページ${is.page}`, text };
    }),
    ...rest.map((change) => sayChange(change, both, names)),
    ...exampleDifference(examples),
  ];
}

/**
 * What is different between two versions, in sentences that an admin reads, in the order of the
 * definition; what has only another name is told as that. Nothing is left out: what has no sentence of its own is told by its place, with what
 * was and what is. An empty list: every file is the same, byte by byte.
 */
export function versionDifferences(
  older: DefinitionSources,
  after: DefinitionSources,
  names: DifferenceNames,
): readonly Difference[] {
  const { files: before, renames } = followRenames(older, after, names);
  const files = [...new Set([DEFINITION, ...Object.keys(after), ...Object.keys(before)])];
  const found = files.flatMap((name): readonly Difference[] => {
    if (before[name] === after[name]) return [];
    const [was, is] = [read(before, name), read(after, name)];
    if (!was || !is) {
      return [
        {
          group: 'ファイル',
          text: `${name} が変わりました（文字の並びとして読めないため、中身は比べていません）`,
        },
      ];
    }
    const differences =
      name === DEFINITION
        ? definitionDifferences(was.data, is.data, names)
        : [translationOf(name, was.data, is.data)].filter((one) => one !== undefined);
    if (differences.length > 0) return differences;
    return [
      { group: 'ファイル', text: `${name} の書き方だけが変わりました（覚え書き、改行、並べ方）` },
    ];
  });
  return inGroups([...renames.map(sayRename), ...found]);
}

function translationOf(name: string, before: Data, after: Data): Difference | undefined {
  if (name === 'phrasebook.json') {
    return { group: 'ファイル', text: '共通の言い回しが、別の日のものになりました' };
  }
  const texts = (data: Data) => (isMap(data) ? data : {});
  return translationDifference(name.replace(/\.yaml$/, ''), texts(before), texts(after));
}

/** Differences of one page stand together, where the first of them stood. */
function inGroups(all: readonly Difference[]): readonly Difference[] {
  const groups = [...new Set(all.map(({ group }) => group))];
  return groups.flatMap((group) => all.filter((one) => one.group === group));
}
