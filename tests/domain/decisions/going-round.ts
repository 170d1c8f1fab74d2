import { draftDecision } from '../../../server/domain/decisions/draft-decision.ts';
import { signDecision } from '../../../server/domain/decisions/sign-decision.ts';
import { type OneCase, oneCase, POSITIONS, person, procedureOf } from './one-case.ts';

const procedure = procedureOf();
export const actor = (staffId: string) => ({ staffId, login: staffId });

export function draft(found: OneCase, by: string, decision: 'granted' | 'refused' = 'granted') {
  const { stores, clock, events } = found;
  return draftDecision(stores, clock, {
    procedure,
    positions: POSITIONS,
    applicationId: 'case',
    by: actor(by),
    decision,
    text: '理由です。',
    seq: events.length,
  });
}

export function sign(found: OneCase, by: string, verdict: 'signed' | 'sent_back' = 'signed') {
  const { stores, clock, events, rounds } = found;
  return signDecision(stores, clock, {
    procedure,
    positions: POSITIONS,
    applicationId: 'case',
    by: actor(by),
    verdict,
    comment: '金額を確かめてください。',
    seen: { round: rounds.length, seq: events.length },
  });
}

/** A case of whose applicant somebody has made sure. */
export function town(...people: string[]): OneCase {
  const found = oneCase();
  found.people.push(...people.map(person));
  found.happens('identity_checked', 'staff:wanda');
  return found;
}
