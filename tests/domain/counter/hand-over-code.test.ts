import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handOverQr, readHandOverCode } from '../../../server/domain/counter/hand-over-code.ts';
import type { CounterTask } from '../../../server/domain/counter/sitting.ts';
import { placeDrafts } from '../../../server/domain/counter/take-draft.ts';
import { newAccessCode } from '../../../server/lib/access-code.ts';

const CODE = '7K3M-Q9TD-X2HF';

describe('a hand-over code', () => {
  it.each([
    ['as a scanner types it', 'MADOGUCHI:7K3MQ9TDX2HF'],
    ['of a scanner with another keyboard', 'madoguchi+7k3mq9tdx2hf'],
    ['by hand', ' 7k3m q9td x2hf '],
    ['full width', '７Ｋ３Ｍ－Ｑ９ＴＤ－Ｘ２ＨＦ'],
    ['with the address around it', 'https://shi.example/ja/hand-over/take/7K3M-Q9TD-X2HF'],
  ])('is read %s', (_, typed) => expect(readHandOverCode(typed)).toBe(CODE));

  it.each(['', 'MADOGUCHI:', '7K3M', `${CODE}1`, 'https://example.com/', '2611-4821-9035-1'])(
    'is not 「%s」',
    (typed) => expect(readHandOverCode(typed)).toBeUndefined(),
  );

  it('comes back from its QR, which holds no address and only what makes it small', () => {
    fc.assert(
      fc.property(fc.constant(null), () => {
        const code = newAccessCode();
        expect(handOverQr(code)).toMatch(/^MADOGUCHI:[0-9A-Z]{12}$/);
        expect(readHandOverCode(handOverQr(code))).toBe(code);
      }),
    );
  });
});

const sitting = {
  facts: { known: {}, differences: [], bundleAnswers: {} },
} as unknown as Parameters<typeof placeDrafts>[1];
const draft = (procedureId: string) => ({
  id: `draft-${procedureId}`,
  procedureId,
  version: 'v1',
  locale: 'vi' as const,
  channel: 'online' as const,
  sessionHash: 'phone',
});
const task = (procedureId: string, state: CounterTask['state']): CounterTask => ({
  id: `task-${procedureId}`,
  position: 3,
  procedureId,
  state,
  draftId: state === 'begun' ? `here-${procedureId}` : null,
  applicationId: null,
  typedValues: 0,
  carriedValues: 0,
  paperValues: 0,
});
const take = { staffLogin: 'madoguchi', replace: false, now: new Date('2026-11-21T01:00:00Z') };

describe('drafts that come to the counter', () => {
  it('take the place that waits for them, or a new one at the end', () => {
    const tasks = [task('dog', 'to_do'), task('water', 'left_out')];
    const drafts = ['dog', 'water', 'waste'].map(draft);
    const decided = placeDrafts(take, sitting, tasks, drafts);
    if (decided.result !== 'taken') throw new Error(decided.result);
    expect(decided.change.tasks).toMatchObject([
      { id: 'task-dog', position: 3, state: 'begun', draftId: 'draft-dog' },
      { id: 'task-water', state: 'begun', draftId: 'draft-water' },
      { position: 6, state: 'begun', draftId: 'draft-waste' },
    ]);
    // The resident's language is their phone's, and the log knows ids alone.
    expect(decided.change.sitting?.locale).toBe('vi');
    expect(decided.change.audit?.detail).toEqual({
      dog: 'draft-dog',
      water: 'draft-water',
      waste: 'draft-waste',
    });
    expect(decided.change.sitting?.facts?.fromPhone?.['draft-dog']).toEqual({
      sessionHash: 'phone',
      channel: 'online',
    });
  });

  it('are left on the phone when the same procedure was sent here', () => {
    const both = ['dog', 'waste'].map(draft);
    const decided = placeDrafts(take, sitting, [task('dog', 'sent')], both);
    expect(decided).toMatchObject({ result: 'taken', drafts: ['draft-waste'] });
    const alone = placeDrafts(take, sitting, [task('dog', 'sent')], [draft('dog')]);
    expect(alone).toEqual({ result: 'sent_here', procedures: ['dog'] });
  });

  it('wait for a word of staff where the same is being typed here', () => {
    const tasks = [task('dog', 'begun')];
    const asked = placeDrafts(take, sitting, tasks, [draft('dog')]);
    expect(asked).toEqual({ result: 'begun_here', procedures: ['dog'] });
    const decided = placeDrafts({ ...take, replace: true }, sitting, tasks, [draft('dog')]);
    expect(decided).toMatchObject({ result: 'taken', replaced: ['here-dog'] });
    // What is typed here already is not spoken to in another language all of a sudden.
    expect(decided).not.toHaveProperty('change.sitting.locale');
  });
});
