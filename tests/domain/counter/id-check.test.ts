import { describe, expect, it } from 'vitest';
import type { Application } from '../../../server/domain/applications/application.ts';
import type { CaseStore } from '../../../server/domain/cases/case-store.ts';
import { recordIdCheck } from '../../../server/domain/counter/id-check.ts';
import { NOTHING_KNOWN } from '../../../server/domain/counter/sitting.ts';
import type { Procedure } from '../../../server/domain/procedures/procedure.ts';
import { fixedClock } from '../../../server/lib/clock.ts';

const SEEN = { kind: 'passport', at: '2026-11-21T03:00:00Z', by: 'staff:hanako' };

/** What the case hears, when it was sent in that state with those events before. */
async function heard(
  identity: Procedure['identity'],
  idCheck: typeof SEEN | undefined,
  { status = 'received', before = ['received'] }: { status?: string; before?: string[] } = {},
) {
  const written: unknown[] = [];
  const cases = {
    async take({ decide }: Parameters<CaseStore['take']>[0]) {
      const application = { status } as unknown as Application;
      const events = before.map((type) => ({ type, detail: {} }));
      written.push(
        decide({ application, events } as unknown as Parameters<typeof decide>[0]).event,
      );
      return application;
    },
  } as unknown as CaseStore;
  await recordIdCheck({ cases }, fixedClock('2026-11-21T12:10:00+09:00'), {
    sitting: { facts: { ...NOTHING_KNOWN, ...(idCheck && { idCheck }) } },
    procedure: { identity },
    applicationId: 'case-1',
  });
  return written;
}

describe('an application that is sent from a sitting', () => {
  it('knows who was seen, what was shown and by whom, also before it is paid', async () => {
    const event = {
      type: 'identity_checked',
      actor: 'staff:hanako',
      detail: { how: 'counter', seen: 'passport' },
    };
    expect(await heard('L3', SEEN)).toMatchObject([event]);
    const unpaid = { status: 'awaiting_payment', before: ['submitted'] };
    expect(await heard('L3', SEEN, unpaid)).toMatchObject([event]);
  });

  it('hears nothing without a check, twice, or where nobody asks', async () => {
    expect(await heard('L3', undefined)).toEqual([]);
    expect(await heard('L1', SEEN)).toEqual([]);
    expect(await heard('L3', SEEN, { before: ['received', 'identity_checked'] })).toEqual([]);
    expect(await heard('L3', SEEN, { status: 'prepared', before: ['prepared'] })).toEqual([]);
  });
});
