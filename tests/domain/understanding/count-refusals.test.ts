import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFormCounter } from '../../../server/domain/understanding/count-forms.ts';
import type { FormCount } from '../../../server/domain/understanding/form-count.ts';
import { fixedClock } from '../../../server/lib/clock.ts';

const fields = fc.uniqueArray(fc.constantFrom('name', 'phone', 'dogs[0].name', 'dogs[1].name'));
const refusal = fc.record({
  procedureId: fc.constantFrom('dog-registration', 'water-service'),
  locale: fc.constantFrom('ja', 'vi'),
  device: fc.constantFrom('phone', null),
  page: fc.constantFrom('owner', 'dogs'),
  wrong: fields,
  code: fc.constantFrom('required', 'too_long'),
  before: fc.uniqueArray(fc.constantFrom('name', 'phone', 'dogs')),
  month: fc.constantFrom('2026-11', '2026-12'),
  /** What was counted so far is written after it. */
  written: fc.boolean(),
});
type Refusal = typeof refusal extends fc.Arbitrary<infer R> ? R : never;

async function counted(all: readonly Refusal[], isEachAlone: boolean) {
  const sums = new Map<string, number>();
  const store = {
    add: async (counts: readonly FormCount[]) => {
      for (const { count, ...rest } of counts) {
        const key = Object.values(rest).join('|');
        sums.set(key, (sums.get(key) ?? 0) + count);
      }
    },
    read: async () => [],
    entered: async () => [],
    decisionTimes: async () => [],
  };
  const clock = fixedClock('2026-11-01T12:00:00+09:00');
  let counter = createFormCounter(store, clock);
  for (const { page, wrong, code, before, month, written, ...who } of all) {
    clock.set(`${month}-10T12:00:00+09:00`);
    const errors = wrong.map((field) => ({ field, input: field, code }));
    counter.refused(who as never, page, { errors: errors as never, before });
    if (written || isEachAlone) await counter.flush();
    if (isEachAlone) counter = createFormCounter(store, clock);
  }
  await counter.flush();
  return Object.fromEntries([...sums].sort());
}

it('refusals that repeat count as each of them counts by itself', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(refusal, { maxLength: 30 }), async (all) => {
      // Each twice, so that repetitions are sure to be among them.
      const twice = [...all, ...all];
      expect(await counted(twice, false)).toEqual(await counted(twice, true));
    }),
    { numRuns: 60 },
  );
});
