import { describe, expect, it } from 'vitest';
import type { ApplicationEvent } from '../../../server/domain/applications/application.ts';
import { assertFourEyes, mayApprove } from '../../../server/domain/cases/four-eyes.ts';
import { livingEvents } from '../../../server/domain/cases/living-events.ts';
import type { Procedure } from '../../../server/domain/procedures/procedure.ts';

const withApproval = { review: { approval: true } } as Procedure;
const without = { review: { approval: false } } as Procedure;

/** 「taken_up:a」 */
function timeline(...steps: string[]): ApplicationEvent[] {
  return steps.map((step, index) => {
    const [type, who] = step.split(':');
    const actor = `staff:${who}` as const;
    return { seq: index + 1, type, at: new Date(0), actor, detail: {} } as ApplicationEvent;
  });
}

function why(run: () => void): unknown {
  try {
    run();
  } catch (error) {
    return (error as { detail?: { why?: unknown } }).detail?.why ?? error;
  }
  return undefined;
}

describe('two pairs of eyes', () => {
  const taken = timeline('received:x', 'taken_up:a');
  const approved = timeline('received:x', 'taken_up:a', 'approved:b', 'phase_submitted:x');

  it.each([
    ['who took it up does not approve it', taken, 'approved', 'a', 'four_eyes'],
    ['somebody else does', taken, 'approved', 'b', undefined],
    ['it is approved once', approved, 'approved', 'b', 'approved_already'],
    ['nothing is granted before', taken, 'granted', 'b', 'not_approved'],
    ['nothing is completed before', taken, 'completed', 'b', 'not_approved'],
    ['a refusal needs none', taken, 'refused', 'a', undefined],
    ['approved: whoever reviews it grants', approved, 'granted', 'a', undefined],
  ] as const)('%s', (_title, events, decision, who, expected) => {
    const by = `staff:${who}` as const;
    expect(why(() => assertFourEyes(withApproval, events, { decision, by }))).toBe(expected);
  });

  it('asks nothing where the definition has no approval', () => {
    const decision = { decision: 'granted', by: 'staff:a' } as const;
    expect(why(() => assertFourEyes(without, taken, decision))).toBeUndefined();
  });

  it('looks at who took it up last, and at nothing that was taken back', () => {
    const again = timeline('received:x', 'taken_up:a', 'undone:a', 'taken_up:b');
    expect(mayApprove(livingEvents(again), 'staff:a')).toBe(true);
    expect(mayApprove(livingEvents(again), 'staff:b')).toBe(false);
    const undone = livingEvents(timeline('received:x', 'taken_up:a', 'approved:b', 'undone:b'));
    const grant = { decision: 'granted', by: 'staff:a' } as const;
    expect(why(() => assertFourEyes(withApproval, undone, grant))).toBe('not_approved');
  });
});
