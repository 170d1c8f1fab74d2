import type { Resource } from '../../domain/bookings/resources.ts';
import { rulesOn } from '../../domain/bookings/rules-on.ts';
import { computeFee, type Fee, type Pricing } from '../../domain/fees/compute-fee.ts';
import { lowestPrice } from '../../domain/fees/facility-price.ts';
import { createPricing } from '../../domain/fees/pricing.ts';
import type { Services } from '../../services.ts';
import type { ApplyState } from './apply-context.ts';

/** Prices as they hold on a JST day. */
export function pricingFor(services: Services, today: string): Pricing {
  return createPricing({ catalogues: services.catalogues, resources: services.resources, today });
}

/** What a form costs as it stands. */
export function feeOf(services: Services, { procedure, journey, context }: ApplyState): Fee {
  return computeFee(procedure, journey, pricingFor(services, context.today));
}

/**
 * What each slot of a day costs at the lowest rate (amateur use, no admission), for choosing; what
 * is really owed follows from the answers. Undefined where nothing is charged for slots.
 */
export function slotYen(resource: Resource, day: string): Record<string, number> | undefined {
  const { prices: table, slots } = rulesOn(resource, day);
  if (!table) return undefined;
  const prices = slots.map(({ id }) => [id, lowestPrice(resource, day, id) ?? 0]);
  return Object.fromEntries(prices);
}
