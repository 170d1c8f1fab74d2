import {
  type PlainCondition,
  plainCondition,
} from '../../domain/procedures/cel/plain-condition.ts';
import type { Field, Procedure } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import { textOf } from '../../lib/html.ts';
import { optionTexts } from '../apply/option-texts.ts';
import { fieldLabelPlain, procedurePlain } from '../apply/procedure-text.ts';

/** Of whom a question is asked: everybody, nobody as things are today, or those of whom it says so. */
export type Asked = 'all' | 'nobody' | { readonly only: (words: Words) => string };

type Reading = { readonly procedure: Procedure; readonly words: Words };

/** A question by its label; a group of rows by its page. */
function titleOf({ procedure, words }: Reading, name: string): string {
  const field = procedure.fields.get(name);
  if (field) return fieldLabelPlain(procedure, words, field);
  const pages = [...procedure.pages, ...procedure.phases.flatMap((phase) => phase.pages)];
  const page = pages.find(({ repeat }) => repeat?.of === name);
  return page ? procedurePlain(procedure, words, `pages.${page.id}.title`) : '';
}

function answersOf({ procedure, words }: Reading, key: string, values: readonly string[]): string {
  const field = procedure.fields.get(key);
  const options = field ? optionTexts(procedure, words, field) : [];
  const named = (value: string) =>
    textOf(
      options.find((option) => option.key === value)?.text ??
        (value === 'yes' ? words.t('fields:yes') : value),
    );
  return values.map(named).join(words.plain('paper:or'));
}

/** What can't be said in a sentence names the questions that decide. */
function questionsText(reading: Reading, names: readonly string[]): string {
  const { words } = reading;
  const titles = names.map((name) => titleOf(reading, name)).filter((title) => title !== '');
  if (titles.length === 0) return words.plain('paper:only_some');
  const questions = [...new Set(titles)].join(words.plain('paper:or'));
  return words.plain('paper:only_by', { questions });
}

function conditionText(reading: Reading, condition: PlainCondition): string {
  const { words } = reading;
  const question = 'field' in condition ? titleOf(reading, condition.field) : '';
  switch (condition.kind) {
    case 'is': {
      const answer = answersOf(reading, condition.field, condition.values);
      return words.plain(condition.not ? 'paper:only_unless' : 'paper:only_if', {
        question,
        answer,
      });
    }
    case 'at_least':
      return words.plain('paper:only_more', { question, number: condition.number });
    case 'at_most':
      return words.plain('paper:only_less', { question, number: condition.number });
    case 'answered':
      return words.plain(condition.not ? 'paper:only_unanswered' : 'paper:only_answered', {
        question,
      });
    case 'some':
      return words.plain('paper:only_some_row', {
        rows: titleOf(reading, condition.rows),
        condition: conditionText(reading, condition.of),
      });
    case 'by':
      return questionsText(reading, condition.names);
    default: {
      const between = words.plain(condition.kind === 'all' ? 'paper:and' : 'paper:either');
      const parts = condition.of.map((part) => {
        const text = conditionText(reading, part);
        const isMixed = part.kind === 'all' || part.kind === 'any';
        return isMixed ? words.plain('paper:bracket', { text }) : text;
      });
      return [...new Set(parts)].join(between);
    }
  }
}

/**
 * A condition as paper says it: 「「犬を飼う場所」が「見本市の外」の方だけ」.
 * @param repeat the group whose row's answers `row.` means
 * @param today JST date, for what hangs on nothing that is asked
 */
export function askedOf(
  procedure: Procedure,
  { when, repeat }: Pick<Field, 'when' | 'repeat'>,
  today: string,
): Asked {
  if (when === undefined) return 'all';
  const uses = when.uses ?? new Set<string>();
  if (uses.size === 0) return when.run(procedure.rules.start(today)) ? 'all' : 'nobody';
  const condition = plainCondition(procedure, when.source, repeat);
  return { only: (words) => conditionText({ procedure, words }, condition) };
}
