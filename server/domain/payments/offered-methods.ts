import { PAYMENT_METHODS, type PaymentMethod, type PaymentProvider } from './payment.ts';

const USUAL: readonly PaymentMethod[] = ['card', 'konbini'];

/** What the town wants and a payment company of it takes, in the order in which it is offered. */
export function offeredMethods(
  wanted: readonly PaymentMethod[] | undefined,
  providers: ReadonlyMap<string, PaymentProvider>,
): readonly PaymentMethod[] {
  const taken = new Set([...providers.values()].flatMap(({ methods }) => methods));
  const town = wanted ?? USUAL;
  return PAYMENT_METHODS.filter((method) => town.includes(method) && taken.has(method));
}
