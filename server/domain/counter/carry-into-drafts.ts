import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../lib/clock.ts';
import type { DraftStore } from '../applications/application-store.ts';
import { offeredAnswers } from '../applications/known-facts.ts';
import { draftExpiry } from '../applications/start-draft.ts';
import type { Answers } from '../fields/answers.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { Sitting, SittingFact } from './sitting.ts';

type Facts = Readonly<Record<string, SittingFact>>;

/** Answers that the form lacks, and those that said what has just been given up. */
function carried(answers: Answers, procedure: Procedure, facts: Facts, today: string, over: Facts) {
  const offered = offeredAnswers(procedure, new Map(Object.entries(facts)), today);
  return Object.entries(offered).filter(([id, value]) => {
    const own = answers[id];
    if (own === undefined) return true;
    const given = over[procedure.fields.get(id)?.fact ?? ''];
    return given !== undefined && isDeepStrictEqual(own, given.value) && own !== value;
  });
}

/**
 * The forms of a sitting that are open take over what is known by now: where they have no answer,
 * and where they say what staff have just chosen against (`over`). A form that was saved in the
 * meantime is left as it is. Returns how many answers went over.
 * @param today JST date
 */
export async function carryIntoDrafts(
  { drafts, clock }: { readonly drafts: DraftStore; readonly clock: Clock },
  { sessionHash }: Pick<Sitting, 'sessionHash'>,
  facts: Facts,
  context: {
    readonly today: string;
    readonly over?: Facts;
    procedureVersion(id: string, version: string): Promise<Procedure | undefined>;
  },
): Promise<number> {
  const now = clock.now();
  const { today, over = {} } = context;
  let count = 0;
  for (const draft of await drafts.listBySession(sessionHash, now)) {
    const { id, revision, answers, locale } = draft;
    const procedure = await context.procedureVersion(draft.procedureId, draft.version);
    const more = procedure ? carried(answers, procedure, facts, today, over) : [];
    if (more.length === 0) continue;
    const saved = await drafts.save({
      id,
      revision,
      answers: { ...answers, ...Object.fromEntries(more) },
      locale,
      now,
      expiresAt: draftExpiry(now),
    });
    if (saved !== 'conflict') count += more.length;
  }
  return count;
}
