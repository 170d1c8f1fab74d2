import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeOvertaken } from '../../../server/domain/decisions/close-overtaken.ts';
import type { DecisionRound } from '../../../server/domain/decisions/decision-round.ts';
import { takeBackDraft } from '../../../server/domain/decisions/take-back-draft.ts';
import { DomainError } from '../../../server/domain/errors.ts';
import { actor, draft, sign, town } from './going-round.ts';
import { away, type OneCase } from './one-case.ts';

const PEOPLE = ['worker:wanda', 'chief:chie', 'chief:cora', 'manager:mana', 'worker:wim'];
const IDS = ['wanda', 'chie', 'cora', 'mana', 'wim', 'moved'];
const RANK = { section_chief: 0, section_manager: 1 } as const;

/** Written down a second time: may that person fill that place of the route on that day? */
function isEntitled({ people, absences }: OneCase, day: string, staffId: string, step: number) {
  const rank = (id: string) =>
    Math.max(
      ...people
        .filter((one) => one.staffId === id)
        .map(({ role }) => RANK[role as 'section_chief'] ?? -1),
    );
  const isAway = (id: string) =>
    absences.some((one) => one.staffId === id && one.from <= day && day <= one.to);
  const standsFor = absences.filter(
    (one) => one.deputyId === staffId && one.from <= day && day <= one.to,
  );
  if (isAway(staffId)) return false;
  return [staffId, ...standsFor.map((one) => one.staffId)].some((id) => rank(id) >= step - 1);
}

const command = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('draft'), who: fc.constantFrom(...IDS) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('sign'), who: fc.constantFrom(...IDS) }) },
  fc.record({ do: fc.constantFrom('back', 'take'), who: fc.constantFrom(...IDS) }),
  fc.record({
    do: fc.constant('away'),
    who: fc.constantFrom(...IDS),
    deputy: fc.constantFrom(...IDS, null),
  }),
  fc.record({ do: fc.constantFrom('event', 'tomorrow', 'close') }),
);

async function obey(
  found: OneCase,
  one: { do: string; who?: string; deputy?: string | null },
): Promise<void> {
  const { stores, clock, at, absences, rounds } = found;
  const who = one.who ?? '';
  const day = at.now.toISOString().slice(0, 10);
  const round = rounds.length;
  at.now = new Date(at.now.getTime() + 1000);
  if (one.do === 'draft') await draft(found, who);
  if (one.do === 'sign') {
    const before = found.rounds.at(-1)?.signatures.length ?? 0;
    await sign(found, who);
    for (const { step, staffId } of found.rounds.at(-1)?.signatures.slice(before) ?? []) {
      expect([step, staffId, isEntitled(found, day, staffId, step)]).toEqual([step, staffId, true]);
    }
  }
  if (one.do === 'back') await sign(found, who, 'sent_back');
  if (one.do === 'take')
    await takeBackDraft(stores, clock, { applicationId: 'case', round, by: actor(who) });
  if (one.do === 'away') absences.push(away(who, one.deputy ?? null, day));
  if (one.do === 'event') found.happens('attachment_added');
  if (one.do === 'close') await closeOvertaken(stores, clock);
  if (one.do === 'tomorrow') at.now = new Date(at.now.getTime() + 86_400_000);
}

function holds({ route, signatures, staffId }: DecisionRound): void {
  expect(signatures.map(({ step }) => step)).toEqual(route.map((_, index) => index + 1));
  expect(signatures.every(({ verdict }) => verdict === 'signed')).toBe(true);
  expect(signatures.map((one) => one.staffId)).not.toContain(staffId);
  // Nobody comes back a second time: what one person fills, they filled at one moment.
  const acts = Map.groupBy(signatures, (one) => one.staffId);
  for (const own of acts.values()) expect(new Set(own.map(({ at }) => at.getTime())).size).toBe(1);
}

describe('whatever people do in whatever order', () => {
  it('no decision holds without every position signed by somebody entitled who did not draft it', async () => {
    let decided = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 4, maxLength: 30 }), async (commands) => {
        const found = town(...PEOPLE);
        for (const one of commands) {
          try {
            await obey(found, one);
          } catch (error) {
            if (!(error instanceof DomainError)) throw error;
          }
        }
        const held = found.rounds.filter(({ state }) => state === 'decided');
        expect(held.length).toBe(found.taken.length);
        for (const round of held) holds(round);
        expect(held.length).toBeLessThanOrEqual(1);
        decided += held.length;
      }),
      { numRuns: 600 },
    );
    // Else nothing was tried.
    expect(decided).toBeGreaterThan(40);
  });
});
