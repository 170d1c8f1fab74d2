import { clauseInWords } from './clause-in-words.ts';
import { isOfRows } from './normal-condition.ts';
import type { ConditionClause, ConditionGroup, SimpleCondition } from './simple-condition.ts';

/** How questions, their options and the town's amounts are called. */
export interface ConditionWords {
  label(field: string): string;
  option(field: string, key: string): string;
  /** 「18」 of an amount of the town, with its name. */
  amount(name: string): string;
  /** That a condition with a name holds, or does not; undefined of anything else. */
  named(field: string, holds: boolean): string | undefined;
  /** 「円」, 「人」 behind numbers of that question. */
  unit(field: string): string;
}

const JOINED = { all: '、かつ', any: '、または' } as const;

function rowsInWords(clause: ConditionClause, words: ConditionWords): string {
  if (!isOfRows(clause)) return clauseInWords(clause, words);
  const said = clauseInWords(clause.of, words);
  return clause.kind === 'some'
    ? `「${words.label(clause.rows)}」のどれかで、${said}`
    : `「${words.label(clause.rows)}」のどれも、次に当てはまらないとき：${said}`;
}

function itemInWords(
  item: ConditionClause | ConditionGroup,
  inGroup: string,
  words: ConditionWords,
): string {
  return item.kind === 'group'
    ? `（${item.clauses.map((clause) => rowsInWords(clause, words)).join(inGroup)}）`
    : rowsInWords(item, words);
}

/** 「申請する人」が「代理人」のとき、かつ … */
export function conditionInWords({ join, items }: SimpleCondition, words: ConditionWords): string {
  const inGroup = JOINED[join === 'all' ? 'any' : 'all'];
  return items.map((item) => itemInWords(item, inGroup, words)).join(JOINED[join]);
}
