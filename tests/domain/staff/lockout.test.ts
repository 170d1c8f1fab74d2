import { expect, it } from 'vitest';
import { lockMs } from '../../../server/domain/staff/lockout.ts';

const MINUTE = 60_000;

it('closes an account longer with each failure from the fifth on, and never for a day', () => {
  const minutes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 50, 5000].map((n) => lockMs(n) / MINUTE);
  expect(minutes).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 15, 15, 15, 15]);
});
