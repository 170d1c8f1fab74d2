import { PAYMENT_METHODS, type PaymentMethod, type PaymentProvider } from './payment.ts';

const USUAL: readonly PaymentMethod[] = ['card', 'konbini'];

/**
 * What the town wants and a payment company of it takes, in the order in which it is offered.
 * @param yen what is owed: methods that do not take so much are left out
 */
export function offeredMethods(
  wanted: readonly PaymentMethod[] | undefined,
  providers: ReadonlyMap<string, PaymentProvider>,
  yen = 0,
): readonly PaymentMethod[] {
  const taken = new Set(
    [...providers.values()].flatMap(({ methods, mostYen }) =>
      methods.filter((method) => yen <= (mostYen?.[method] ?? Number.POSITIVE_INFINITY)),
    ),
  );
  const town = wanted ?? USUAL;
  return PAYMENT_METHODS.filter((method) => town.includes(method) && taken.has(method));
}
