import { describe, expect, it } from 'vitest';
import {
  cardPayBy,
  newPaidLaterBy,
  paidLaterBy,
} from '../../../server/domain/payments/payment-deadlines.ts';

const at = (text: string) => new Date(text);

describe('until when something can be paid', () => {
  it('gives three days at a shop, to the last second of the day in Tokyo', () => {
    expect(paidLaterBy('konbini', at('2026-11-21T10:00:00+09:00'), null)).toEqual(
      at('2026-11-24T23:59:59+09:00'),
    );
    expect(paidLaterBy('konbini', at('2026-11-21T23:59:59+09:00'), null)).toEqual(
      at('2026-11-24T23:59:59+09:00'),
    );
    expect(paidLaterBy('konbini', at('2026-11-22T00:00:00+09:00'), null)).toEqual(
      at('2026-11-25T23:59:59+09:00'),
    );
  });

  it('always ends before the day of use', () => {
    expect(paidLaterBy('konbini', at('2026-11-21T10:00:00+09:00'), '2026-11-23')).toEqual(
      at('2026-11-22T23:59:59+09:00'),
    );
    expect(paidLaterBy('konbini', at('2026-11-21T10:00:00+09:00'), '2026-12-24')).toEqual(
      at('2026-11-24T23:59:59+09:00'),
    );
  });

  it('is not offered when that is over', () => {
    expect(paidLaterBy('konbini', at('2026-11-21T10:00:00+09:00'), '2026-11-21')).toBeUndefined();
    const now = at('2026-11-21T10:00:00+09:00');
    // The shortest slip lasts to the end of the 22nd, and would reach into that day.
    expect(newPaidLaterBy('konbini', now, '2026-11-22')).toBeUndefined();
    expect(newPaidLaterBy('konbini', now, '2026-11-23')).toEqual(at('2026-11-22T23:59:59+09:00'));
    expect(newPaidLaterBy('konbini', now, null)).toEqual(at('2026-11-24T23:59:59+09:00'));
  });

  it('crosses the year, the leap day and midnight by the calendar of Tokyo', () => {
    expect(paidLaterBy('konbini', at('2028-02-27T08:00:00+09:00'), null)).toEqual(
      at('2028-03-01T23:59:59+09:00'),
    );
    expect(paidLaterBy('konbini', at('2026-12-31T15:00:00Z'), null)).toEqual(
      at('2027-01-04T23:59:59+09:00'),
    );
    expect(paidLaterBy('konbini', at('2026-12-31T14:59:59Z'), null)).toEqual(
      at('2027-01-03T23:59:59+09:00'),
    );
  });

  it('holds half an hour for a card', () => {
    expect(cardPayBy(at('2026-11-21T10:00:00Z'))).toEqual(at('2026-11-21T10:30:00Z'));
  });
});
