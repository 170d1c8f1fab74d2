import { expect, it } from 'vitest';
import { fetchPayouts } from '../../../server/domain/books/fetch-payouts.ts';
import { stripeTown } from '../../support/stripe-town.ts';

const town = stripeTown();
const { company, site, choose, returned, hear } = town;

const noon = (day: string) => `${day}T12:00:00+09:00`;
const arrives = (day: string) => Date.parse(`${day}T00:00:00Z`) / 1000;

async function fetched() {
  const { payouts } = site().stores;
  const { providers, clock } = site().services;
  await fetchPayouts({ payouts, providers, clock }, (error) => {
    throw error;
  });
  const lines = (await payouts.list(10)).map(async ({ id }) => (await payouts.find(id))?.lines);
  return (await Promise.all(lines)).flatMap((own) => own ?? []);
}

it('a payment and its dispute are found again in the payouts, yen for yen', async () => {
  const session = await choose('card');
  company().pay(session);
  await returned();
  company().books.payOut(arrives('2026-11-24'));
  const { id } = company().books.dispute(session);
  company().books.payOut(arrives('2026-11-27'));
  town.at(noon('2026-11-27'));
  const told = await fetched();
  expect(told.map(({ kind, finding }) => [kind, finding])).toEqual([
    // The company's list comes before its notice.
    ['dispute', 'unknown'],
    ['payment', null],
  ]);
  await hear('charge.dispute.created', id);
  await hear('charge.dispute.funds_withdrawn', id);
  const known = await fetched();
  expect(known.map(({ kind, finding, grossYen }) => [kind, finding, grossYen])).toEqual([
    ['dispute', null, -1500],
    ['payment', null, 1500],
  ]);
  expect(new Set(known.map(({ chargeId }) => chargeId))).toEqual(new Set([town.chargeId()]));
});
