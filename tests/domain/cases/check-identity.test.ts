import { describe, expect, it } from 'vitest';
import type { ApplicationEvent } from '../../../server/domain/applications/application.ts';
import { assertIdentified, lacksIdentity } from '../../../server/domain/cases/check-identity.ts';
import { livingEvents } from '../../../server/domain/cases/living-events.ts';
import type { Procedure } from '../../../server/domain/procedures/procedure.ts';

type Event = ApplicationEvent['type'];
const events = (...types: Event[]) => livingEvents(types.map((type) => ({ type })));
const LEVELS = ['L0', 'L1', 'L2', 'L3'] as const satisfies readonly Procedure['identity'][];

function isHeldUp(identity: Procedure['identity'], done: readonly Event[], decision: Event) {
  try {
    assertIdentified({ identity }, events(...done), decision);
    return false;
  } catch (error) {
    expect(error).toMatchObject({ code: 'transition_not_allowed', detail: { why: 'identity' } });
    return true;
  }
}

describe('who applied', () => {
  it.each(LEVELS)('%s: nothing is given to somebody whom nobody has checked', (level) => {
    const isAsked = level === 'L2' || level === 'L3';
    for (const decision of ['granted', 'completed'] as const) {
      expect(isHeldUp(level, ['received', 'taken_up'], decision)).toBe(isAsked);
      expect(isHeldUp(level, ['received', 'identity_checked', 'taken_up'], decision)).toBe(false);
    }
    for (const decision of ['refused', 'returned', 'approved'] as const) {
      expect(isHeldUp(level, ['received', 'taken_up'], decision)).toBe(false);
    }
  });

  it('a check that was taken back is none', () => {
    const undone = events('received', 'identity_checked', 'undone');
    expect(lacksIdentity({ identity: 'L3' }, undone)).toBe(true);
  });
});
