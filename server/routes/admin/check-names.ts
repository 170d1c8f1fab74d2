import { clausesAt, whenWords } from './builder-conditions.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { calledOf } from './builder-names.ts';
import { isTree, textOf, treeOf, valueAt } from './builder-tree.ts';

/** How findings call what a file knows by a key; undefined of what has no name but that. */
export interface CheckNames {
  /** A condition, a calculation, a question. */
  value(key: string): string | undefined;
  page(id: string): string | undefined;
  attachment(key: string): string | undefined;
  /** An example case, by its title. */
  example(key: string): string | undefined;
  /** A condition that is written as an expression, in the words of the form for it. */
  expression(cel: string): string | undefined;
}

const filled = (text: string | undefined) => (text === '' ? undefined : text);

/** Quotes within quotes are told apart. */
export const quoted = (text: string) => (text.includes('「') ? `『${text}』` : `「${text}」`);

export function checkNames(desk: BuilderDesk): CheckNames {
  const { tree, names, pages } = desk;
  const clauses = clausesAt(desk.conditions);
  const value = (key: string): string | undefined => {
    const called = calledOf(tree, key);
    if (called !== '') return called;
    if (Object.hasOwn(treeOf(tree['conditions']), key)) {
      return clauses.meaning(key)?.replace(/^（(.*)）$/, '$1') ?? ruleOf(desk, key);
    }
    const label = clauses.asked.get(key)?.label;
    return label === key ? undefined : filled(label);
  };
  return {
    value,
    page: (id) => filled(pages.find((page) => page.id === id)?.title),
    attachment(key) {
      const source = valueAt(tree, ['attachments', key]);
      return isTree(source) ? filled(names.text(source['label'])) : undefined;
    },
    example: (key) => filled(textOf(treeOf(treeOf(tree['examples'])[key])['title'])),
    expression(cel) {
      const said = whenWords(cel, clauses);
      return said.startsWith('式：') || said.includes('式で決める') ? undefined : said;
    },
  };
}

/** A rule that is more than can be chosen is known by the questions that decide. */
function ruleOf({ tree, conditions }: BuilderDesk, key: string): string | undefined {
  const said = whenWords(textOf(treeOf(tree['conditions'])[key]), clausesAt(conditions));
  return said === '' || said.startsWith('式：') ? undefined : said;
}
