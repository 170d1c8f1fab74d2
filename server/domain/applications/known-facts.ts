import type { Answers, AnswerValue } from '../fields/answers.ts';
import { fieldType } from '../fields/registry.ts';
import { fieldContext } from '../procedures/field-context.ts';
import type { Field, Procedure } from '../procedures/procedure.ts';

/** What somebody has said in this sitting: a form that is open, or one that was sent. */
export interface Said {
  readonly procedure: Procedure;
  readonly answers: Answers;
  readonly at: Date;
}

/** Fact (`applicant.name`) → what was said last, with the type of the question. */
export type KnownFacts = ReadonlyMap<
  string,
  { readonly type: string; readonly value: AnswerValue }
>;

/** Rows belong to several people, and who consents once has not consented for good. */
function carriesOver({ repeat, type }: Field): boolean {
  return repeat === undefined && type !== 'consent';
}

/** Facts that were given in this sitting; the newest word counts. */
export function knownFacts(said: readonly Said[]): KnownFacts {
  const facts = new Map<string, { type: string; value: AnswerValue }>();
  for (const { procedure, answers } of said.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    for (const field of procedure.fields.values()) {
      const value = answers[field.id];
      if (field.fact === undefined || !carriesOver(field) || value === undefined) continue;
      facts.set(field.fact, { type: field.type, value });
    }
  }
  return facts;
}

/**
 * Answers that a new form can begin with (once-only): the same fact, asked as the same type, and
 * right by that form's own rules.
 * @param today JST date
 */
export function offeredAnswers(procedure: Procedure, facts: KnownFacts, today: string): Answers {
  const scope = procedure.rules.start(today);
  const offered: Record<string, AnswerValue> = {};
  for (const field of procedure.fields.values()) {
    const fact = field.fact ?? field.beginsWith;
    const known = fact !== undefined && carriesOver(field) ? facts.get(fact) : undefined;
    if (known?.type !== field.type) continue;
    const context = fieldContext(field, procedure.rules, scope, today);
    if (fieldType(field.type).check(field, known.value, context).length > 0) continue;
    offered[field.id] = known.value;
  }
  return offered;
}
