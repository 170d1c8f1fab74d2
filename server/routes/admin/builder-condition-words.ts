import { conditionInWords } from '../../domain/builder/condition-in-words.ts';
import type { ConditionDesk } from './builder-conditions.ts';
import { type BuiltField, builtPages } from './builder-pages.ts';
import { listOf, textOf, treeOf } from './builder-tree.ts';

interface Asked {
  readonly type: string;
  readonly label: string;
  readonly field?: BuiltField;
}

/** Parts of a person that conditions ask about. */
const PERSON: Readonly<Record<string, readonly [type: string, label: string]>> = {
  birth: ['date', '生年月日'],
};

function askedBy(field: BuiltField, name: string): [string, Asked][] {
  const own: [string, Asked] = [name, { type: field.type, label: field.label, field }];
  if (field.type !== 'person') return [own];
  return listOf(field.source['parts']).flatMap((part): [string, Asked][] => {
    const [type, label] = PERSON[textOf(part)] ?? [];
    return type ? [[`${name}_${textOf(part)}`, { type, label: `${field.label}の${label}` }]] : [];
  });
}

/** Every question and condition, as expressions call them. */
function allAsked({ names, tree }: ConditionDesk): ReadonlyMap<string, Asked> {
  const fields = builtPages(names, tree).flatMap((page) =>
    page.fields.flatMap((field) => [
      ...askedBy(field, page.repeat ? `row.${field.key}` : field.key),
      ...field.fields.flatMap((inner) => askedBy(inner, `row.${inner.key}`)),
    ]),
  );
  const conditions = Object.keys(treeOf(tree['conditions'])).map((name): [string, Asked] => [
    name,
    { type: 'condition', label: name },
  ]);
  return new Map([...conditions, ...fields]);
}

/** An expression that can't be chosen but said: 「数」が3以上のとき、または …; undefined where it can't. */
export function expressionInWords(desk: ConditionDesk, cel: string): string | undefined {
  const asked = allAsked(desk);
  return conditionInWords(cel, asked, {
    label: (name) => asked.get(name)?.label ?? name,
    option: (name, key) => {
      const field = asked.get(name)?.field;
      const own = field && desk.optionsOf(field.source).find((option) => option.key === key);
      const words = field && desk.names.text(field.source[key]);
      return own?.text ?? (words || { yes: 'はい', no: 'いいえ' }[key] || key);
    },
  });
}
