import { describe, expect, it } from 'vitest';
import { closeOvertaken } from '../../../server/domain/decisions/close-overtaken.ts';
import { takeBackDraft } from '../../../server/domain/decisions/take-back-draft.ts';
import type { DomainError } from '../../../server/domain/errors.ts';
import { actor, draft, sign, town } from './going-round.ts';
import { oneCase, person } from './one-case.ts';

const why = (run: Promise<unknown>) =>
  run.then(
    () => undefined,
    (error: DomainError) => error.detail?.['why'] ?? error,
  );

const USUAL = ['worker:wanda', 'worker:wim', 'chief:chie', 'manager:mana'];

describe('a decision that goes round', () => {
  it('holds with the last signature, as the step of who signed last', async () => {
    const found = town(...USUAL);
    await draft(found, 'wanda');
    expect(await why(sign(found, 'mana'))).toBe('not_yours');
    expect(await why(sign(found, 'wanda'))).toBe('not_yours');
    await sign(found, 'chie');
    expect(found.taken).toEqual([]);
    expect(await why(sign(found, 'chie'))).toBe('not_yours');
    await sign(found, 'mana');
    expect(found.taken).toMatchObject([
      {
        status: 'granted',
        event: { type: 'granted', actor: 'staff:mana' },
        closedAt: found.at.now,
      },
    ]);
    expect(found.rounds.map(({ state }) => state)).toEqual(['decided']);
  });

  it('begins anew after it was sent back or taken back', async () => {
    const found = town(...USUAL);
    await draft(found, 'wanda');
    expect(await why(draft(found, 'wim'))).toBe('drafted_already');
    await sign(found, 'chie', 'sent_back');
    await draft(found, 'wanda');
    const back = { applicationId: 'case', round: 2 };
    const { stores, clock } = found;
    expect(await why(takeBackDraft(stores, clock, { ...back, by: actor('wim') }))).toBe(
      'not_yours',
    );
    await takeBackDraft(stores, clock, { ...back, by: actor('wanda') });
    await draft(found, 'wim', 'refused');
    await sign(found, 'chie');
    await sign(found, 'mana');
    expect(found.rounds.map(({ state }) => state)).toEqual(['sent_back', 'taken_back', 'decided']);
    expect(found.taken[0]).toMatchObject({ status: 'refused', note: { text: '理由です。' } });
  });

  it('ends by itself when its case goes on, and nobody signs what is not the case any more', async () => {
    const found = town(...USUAL);
    await draft(found, 'wanda');
    found.happens('reminded', 'system');
    await sign(found, 'chie');
    found.happens('attachment_added');
    expect(await why(sign(found, 'mana'))).toBe('moved');
    expect(await closeOvertaken(found.stores, found.clock)).toBe(1);
    expect(await closeOvertaken(found.stores, found.clock)).toBe(0);
    expect(found.rounds.map(({ state }) => state)).toEqual(['overtaken']);
    await draft(found, 'wanda');
    expect(found.taken).toEqual([]);
  });

  it('is not drafted in favour of somebody whom nobody has checked, nor where nobody could sign', async () => {
    const found = oneCase();
    found.people.push(...USUAL.map(person));
    expect(await why(draft(found, 'wanda'))).toBe('identity');
    await draft(found, 'wanda', 'refused');
    expect(await why(draft(town(...USUAL), 'mana'))).toBe('nobody_signs');
    expect(await why(draft(town('worker:wanda', 'chief:chie'), 'wanda'))).toBe('nobody_signs');
  });

  it('a check of the identity that was taken back holds the last signature up', async () => {
    const found = town(...USUAL);
    await draft(found, 'wanda');
    await sign(found, 'chie');
    found.events.splice(1, 1, { ...found.events[0]!, seq: 2, type: 'reminded' });
    expect(await why(sign(found, 'mana'))).toBe('identity');
    expect(found.taken).toEqual([]);
  });
});
