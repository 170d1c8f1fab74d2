import { conditionTree } from '../../domain/builder/condition-nodes.ts';
import { readReferences } from '../../domain/procedures/cel/references.ts';
import { type Tree, textOf, treeOf } from './builder-tree.ts';

/** What is known of the town and the day, whatever somebody answers. */
const WITHOUT_ANSWERS = ['today', 'town', 'amounts'];

/** Names that an expression leans on; undefined where it can't be read. */
function leansOn(cel: unknown): readonly string[] | undefined {
  if (typeof cel === 'boolean') return [];
  const ast = conditionTree(textOf(cel));
  return ast && readReferences(ast).references.map(({ name }) => name);
}

/** Conditions and calculations that hold or not before the first question: they lean on no answer. */
export function knownEarly({ conditions, calculations }: Tree): ReadonlySet<string> {
  const rules = Object.entries({ ...treeOf(conditions), ...treeOf(calculations) });
  const known = new Set(WITHOUT_ANSWERS);
  // They may lean on each other, in any order.
  for (let before = 0; known.size > before; ) {
    before = known.size;
    for (const [name, cel] of rules) {
      if (leansOn(cel)?.every((one) => known.has(one))) known.add(name);
    }
  }
  return known;
}
