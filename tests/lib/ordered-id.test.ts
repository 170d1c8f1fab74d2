import { describe, expect, it } from 'vitest';
import { orderedId } from '../../server/lib/ordered-id.ts';

describe('an ordered id', () => {
  it('is a UUID of version 7 that says when it was made', () => {
    const at = new Date('2026-11-21T09:00:00.123+09:00');
    const id = orderedId(at);
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(at.getTime());
  });

  it('sorts by its time, and two of one moment differ', () => {
    const ids = [0, 1, 255, 256, 65_536, 4_000_000_000].map((ms) =>
      orderedId(new Date(Date.UTC(2026, 0) + ms)),
    );
    expect(ids.toSorted()).toEqual(ids);
    expect(orderedId(new Date(0))).not.toBe(orderedId(new Date(0)));
  });
});
