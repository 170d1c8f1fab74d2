import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  Application,
  ApplicationEvent,
} from '../../../server/domain/applications/application.ts';
import { computeCaseJourney, handInsOf } from '../../../server/domain/cases/case-journey.ts';
import { computeCorrection } from '../../../server/domain/cases/correction.ts';
import { isReturnable } from '../../../server/domain/cases/return-for-correction.ts';
import { compileGood } from '../procedures/sample-town.ts';

const procedure = compileGood(`review: { approval: true, outcomes: [granted, refused] }
pages:
  - id: plan
    title: 計画
    fields:
      cost: { type: yen, label: 見積もり }
      begins: { type: date, label: 始める日, not_past: true }
  - id: loan
    title: 借りるお金
    when: cost > 1000
    fields:
      lender: { type: text, label: 借りる所 }
  - id: builder
    title: 会社
    fields:
      name: { type: text, label: 会社の名前 }
attachments:
  photos: { label: 写真 }
phases:
  report:
    title: 終わった後
    text: 出してください。
    opens: approved
    pages:
      - id: finished
        title: 結果
        fields:
          final: { type: yen, label: 払ったお金 }
`);

const SENT = new Date('2026-11-21T12:00:00+09:00');
const answers = { cost: 500, begins: '2026-11-25', name: '見本組', final: 480 };
const application = { submittedAt: SENT, answers } as unknown as Application;
const reported = {
  seq: 2,
  type: 'phase_submitted',
  at: new Date('2027-01-10T12:00:00+09:00'),
  actor: 'resident',
  detail: { phase: 'report' },
} satisfies ApplicationEvent;

function correction(about: string, change: object = {}) {
  const journey = computeCorrection(procedure, {
    application,
    events: [reported],
    returned: [{ about, reason: 'wrong' }],
    answers: { ...answers, ...change },
  });
  return { ...journey, pages: journey.reached.map(({ page }) => page.id) };
}

describe('a correction', () => {
  it('offers the page of what was returned, of the application or of a phase', () => {
    expect(correction('fields.name')).toMatchObject({ pages: ['builder'], total: 1 });
    expect(correction('fields.final').pages).toEqual(['finished']);
    expect(correction('attachments.photos')).toMatchObject({ pages: [], complete: true });
  });

  it('offers what the new answers bring up, and keeps offering what they changed', () => {
    const up = correction('fields.name', { cost: 2000 });
    expect(up).toMatchObject({ pages: ['plan', 'loan'], complete: false });
    const done = correction('fields.name', { cost: 2000, lender: '見本銀行' });
    expect(done).toMatchObject({ pages: ['plan', 'loan', 'builder'], complete: true });
  });

  it('keeps the answers of everything that was handed in', () => {
    expect(correction('fields.name', { name: '別の組' }).answers).toEqual({
      ...answers,
      name: '別の組',
    });
    // Also while a page before them is open again.
    expect(correction('fields.cost', { cost: 2000 }).answers).toMatchObject({ final: 480 });
  });

  it('judges each page by the day on which it was sent', () => {
    const journey = computeCaseJourney(procedure, answers, handInsOf(application, [reported]));
    expect(journey.complete).toBe(true);
    expect(correction('fields.begins', { begins: '2026-11-20' }).complete).toBe(false);
  });

  it('never offers a page that the answers don\u2019t show, whatever they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), fc.string(), (cost, lender) => {
        const { pages, complete } = correction('fields.name', { cost, lender });
        expect(pages.includes('loan')).toBe(cost > 1000);
        if (complete) expect(pages).toContain('builder');
      }),
    );
  });
});

describe('what can be returned', () => {
  it.each([
    ['fields.cost', true],
    ['attachments.photos', true],
    ['fields.nothing', false],
    ['attachments.cost', false],
    ['cost', false],
    ['', false],
  ])('%s: %s', (about, expected) => expect(isReturnable(procedure, about)).toBe(expected));
});
