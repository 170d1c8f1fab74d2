import type { EditPath } from '../../domain/builder/edit.ts';
import type { Names } from './builder-names.ts';
import { listOf, type Tree, textOf, treeOf } from './builder-tree.ts';
import { typeWords } from './builder-type-words.ts';

/** A question as it is written, and what it is called. */
export interface BuiltField {
  /** As in URLs: `colour`, in a table on the page `<rows>.<id>`. */
  readonly id: string;
  readonly key: string;
  readonly source: Tree;
  readonly path: EditPath;
  readonly label: string;
  readonly type: string;
  readonly typeName: string;
  /** Questions of a table on the page. */
  readonly fields: readonly BuiltField[];
}

export interface BuiltPage {
  readonly id: string;
  readonly title: string;
  readonly source: Tree;
  readonly path: EditPath;
  /** Key of the phase that it belongs to. */
  readonly phase?: string;
  /** Name of the repeat, if it is asked more than once. */
  readonly repeat?: string;
  readonly fields: readonly BuiltField[];
}

function builtFields(names: Names, sources: Tree, path: EditPath, within = ''): BuiltField[] {
  return Object.entries(sources).map(([key, value]) => {
    const source = treeOf(value);
    const type = textOf(source['type']);
    const own = [...path, key];
    return {
      id: within + key,
      key,
      source,
      path: own,
      label: names.label(key, source),
      type,
      typeName: typeWords(type)?.name ?? type,
      fields:
        type === 'rows'
          ? builtFields(names, treeOf(source['fields']), [...own, 'fields'], `${key}.`)
          : [],
    };
  });
}

function builtPage(names: Names, value: unknown, path: EditPath, phase?: string): BuiltPage {
  const source = treeOf(value);
  const repeat = textOf(treeOf(source['repeat'])['of']);
  return {
    id: textOf(source['id']),
    title: names.text(source['title']),
    source,
    path,
    ...(phase !== undefined && { phase }),
    ...(repeat !== '' && { repeat }),
    fields: builtFields(names, treeOf(source['fields']), [...path, 'fields']),
  };
}

/** The pages of the application, then those of its phases. */
export function builtPages(names: Names, tree: Tree): readonly BuiltPage[] {
  const phases = Object.entries(treeOf(tree['phases']));
  return [
    ...listOf(tree['pages']).map((page, index) => builtPage(names, page, ['pages', index])),
    ...phases.flatMap(([phase, value]) =>
      listOf(treeOf(value)['pages']).map((page, index) =>
        builtPage(names, page, ['phases', phase, 'pages', index], phase),
      ),
    ),
  ];
}

/** All questions of a page, those of its tables too. */
export const allFields = ({ fields }: BuiltPage): readonly BuiltField[] =>
  fields.flatMap((field) => [field, ...field.fields]);
