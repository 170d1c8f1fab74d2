import { conditionInWords } from '../../domain/builder/condition-in-words.ts';
import type { ConditionClause } from '../../domain/builder/simple-condition.ts';
import { writeCondition } from '../../domain/builder/write-condition.ts';
import { NAMED } from './builder-asked-named.ts';
import type { Clauses } from './builder-conditions.ts';

/** One condition of one answer, with its words. */
export interface Clause {
  readonly cel: string;
  /** The question that it is about. */
  readonly group: string;
  readonly text: string;
}

const ONE_OF = { choice: 'is', choices: 'contains' } as const;

/** What can be said of an answer in one choice: yes and no, each option. */
export function singleClauses({ asked, words }: Clauses): readonly Clause[] {
  return [...asked.values()].flatMap(({ name, kind, rows, label, group, options }): Clause[] => {
    if (rows !== undefined || !(kind === 'yes_no' || kind === 'choice' || kind === 'choices'))
      return [];
    return options.map(({ key }) => {
      const item: ConditionClause =
        kind === 'yes_no'
          ? { kind: key === 'no' ? 'no' : 'yes', field: name }
          : { kind: ONE_OF[kind], field: name, values: [key] };
      const condition = { join: 'all', items: [item] } as const;
      const text = conditionInWords(condition, words);
      return { cel: writeCondition(condition), group: group === NAMED ? group : label, text };
    });
  });
}
