import type { Expression, Field, Procedure, Reveal } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import { textOf } from '../../lib/html.ts';
import { optionTexts } from '../apply/option-texts.ts';
import { fieldLabelPlain, procedurePlain } from '../apply/procedure-text.ts';

type Clause = Reveal['clauses'][number];

/** Of whom a question is asked: everybody, nobody as things are today, or those of whom it says so. */
export type Asked = 'all' | 'nobody' | { readonly only: (words: Words) => string };

const SIMPLE = /^(!)?(row\.)?([a-z][a-z0-9_]*)(?: (==|!=) (?:"([^"]*)"|(true|false)))?$/;

/** One comparison of a question with an answer, as definitions mostly write them. */
function readPart(procedure: Procedure, repeat: string | undefined, part: string) {
  const found = SIMPLE.exec(part.trim());
  if (!found) return undefined;
  const [, turned, row, id = '', sign, text, truth] = found;
  const field = procedure.fields.get(row && repeat ? `${repeat}.${id}` : id);
  if (field === undefined || text === '') return undefined;
  const isYesNo = field.type === 'yes_no' || field.type === 'consent';
  if (text === undefined && !isYesNo) return undefined;
  const not = ((turned !== undefined) !== (sign === '!=')) !== (truth === 'false');
  const clause: Clause = { field: id, values: [text ?? 'yes'], ...(not && { not }) };
  return { field, clause };
}

type Read = NonNullable<ReturnType<typeof readPart>>;

function readCondition(
  procedure: Procedure,
  { source }: Expression<boolean>,
  repeat: string | undefined,
): readonly Read[] | undefined {
  const parts = source.split('&&').map((part) => readPart(procedure, repeat, part));
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

function clauseText(procedure: Procedure, words: Words, { field, clause }: Read): string {
  const options = optionTexts(procedure, words, field);
  const named = (key: string) =>
    textOf(
      options.find((option) => option.key === key)?.text ??
        (key === 'yes' ? words.t('fields:yes') : key),
    );
  const question = fieldLabelPlain(procedure, words, field);
  const answer = clause.values.map(named).join(words.plain('paper:or'));
  return words.plain(clause.not ? 'paper:only_unless' : 'paper:only_if', { question, answer });
}

/** What can't be said in a sentence names the questions that decide. */
function questionsText(procedure: Procedure, words: Words, uses: ReadonlySet<string>): string {
  const titles = [...uses].flatMap((id) => {
    const field = procedure.fields.get(id);
    if (field) return [fieldLabelPlain(procedure, words, field)];
    const page = procedure.pages.find(({ repeat }) => repeat?.of === id);
    return page ? [procedurePlain(procedure, words, `pages.${page.id}.title`)] : [];
  });
  if (titles.length === 0) return words.plain('paper:only_some');
  const questions = [...new Set(titles)].join(words.plain('paper:or'));
  return words.plain('paper:only_by', { questions });
}

/**
 * A condition as paper says it: 「「犬を飼う場所」が「見本市の外」の方だけ」.
 * @param repeat the group whose row's answers `row.` means
 * @param today JST date, for what hangs on nothing that is asked
 */
export function askedOf(
  procedure: Procedure,
  asked: Pick<Field, 'when' | 'reveal' | 'repeat'>,
  today: string,
): Asked {
  const { when, reveal, repeat } = asked;
  if (when === undefined) return 'all';
  const uses = when.uses ?? new Set<string>();
  if (uses.size === 0) return when.run(procedure.rules.start(today)) ? 'all' : 'nobody';
  const shown = reveal?.clauses.flatMap((clause) => {
    const field = procedure.fields.get(repeat ? `${repeat}.${clause.field}` : clause.field);
    return field ? [{ field, clause }] : [];
  });
  const clauses = shown ?? readCondition(procedure, when, repeat);
  return {
    only: (words) =>
      clauses === undefined
        ? questionsText(procedure, words, uses)
        : clauses.map((one) => clauseText(procedure, words, one)).join(words.plain('paper:and')),
  };
}
