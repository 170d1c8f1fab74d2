import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hiddenCells } from '../../../server/domain/understanding/hide-small.ts';
import { timeSaved } from '../../../server/domain/understanding/time-saved.ts';

describe('small numbers', () => {
  it('are hidden, and never one alone', () => {
    expect(hiddenCells([40, 3, 12, 0])).toEqual([false, true, true, false]);
    expect(hiddenCells([3, 4, 12])).toEqual([true, true, false]);
    fc.assert(
      fc.property(fc.array(fc.nat(30), { maxLength: 8 }), (cells) => {
        const hidden = hiddenCells(cells);
        expect(cells.every((count, at) => hidden[at] || count === 0 || count >= 5)).toBe(true);
        const told = cells.filter((count) => count > 0).length;
        if (told > 1) expect(hidden.filter(Boolean)).not.toHaveLength(1);
      }),
    );
  });
});

describe('time saved', () => {
  it('is the visit and the paper, less the time here', () => {
    expect(timeSaved(10, { paperMinutes: 10, seconds: 300 })).toBe(10 * (60 + 10 - 5));
    expect(timeSaved(10, { paperMinutes: 10, seconds: undefined, visitMinutes: 30 })).toBe(300);
    expect(timeSaved(10, { paperMinutes: 5, seconds: 36_000, visitMinutes: 0 })).toBe(0);
  });
});
