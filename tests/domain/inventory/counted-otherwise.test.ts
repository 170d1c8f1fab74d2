import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countedOtherwise } from '../../../server/domain/inventory/counted-otherwise.ts';
import type { InventoryEntry } from '../../../server/domain/inventory/inventory-procedure.ts';

const entry = (id: string, ...procedureIds: readonly string[]): InventoryEntry => ({
  ...{ id, code: id, name: id, section: 'water', legalBasis: '', lists: [], volumes: [] },
  ...{ onlineElsewhere: '', notOnlineReason: '', procedureIds },
});
const form = (id: string, ...countsAs: readonly string[]) => ({ id, countsAs });

describe('the inventory and the plan', () => {
  it('count a form of two entries as two and as one', () => {
    const entries = [entry('start', 'water'), entry('stop', 'water'), entry('dog', 'dog')];
    const forms = [form('water', 'water-start'), form('dog', 'dog')];
    expect(countedOtherwise(entries, forms)).toEqual([
      { forms: ['water'], entries: 2, counted: 1 },
    ]);
  });

  it('agree where a form of three procedures has three entries, or two forms are one of each', () => {
    const care = ['new', 'renewal', 'change'];
    const entries = [...care.map((id) => entry(id, 'care')), entry('moving', 'in', 'out')];
    const forms = [form('care', ...care), form('in', 'moving'), form('out', 'moving')];
    expect(countedOtherwise(entries, forms)).toEqual([]);
  });

  it('tell of forms that the inventory does not name; what can’t be sent today counts nowhere', () => {
    expect(countedOtherwise([entry('dog', 'dog')], [form('new', 'new')])).toEqual([
      { forms: ['new'], entries: 0, counted: 1 },
    ]);
  });

  it('are apart by what is told, no more and no less', () => {
    const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 3 });
    const codes = fc.uniqueArray(fc.constantFrom('1', '2', '3', '4', '5', '6'), {
      minLength: 1,
      maxLength: 3,
    });
    const forms = fc.uniqueArray(
      fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), countsAs: codes }),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(fc.array(ids, { maxLength: 8 }), forms, (procedures, online) => {
        const entries = procedures.map((own, at) => entry(String(at), ...own));
        const here = entries.filter(({ procedureIds }) =>
          procedureIds.some((id) => online.some((one) => one.id === id)),
        ).length;
        const counted = new Set(online.flatMap(({ countsAs }) => countsAs)).size;
        const told = countedOtherwise(entries, online);
        const apart = told.reduce((sum, one) => sum + one.entries - one.counted, 0);
        expect(apart).toBe(here - counted);
      }),
    );
  });
});
