import type { Resources } from '../bookings/resources.ts';
import type { Catalogue } from '../fees/item-catalogue.ts';
import { checkItemLimits } from '../fees/item-price.ts';
import { createPricing } from '../fees/pricing.ts';
import type { ExampleRules } from './run-examples.ts';

/** The town's prices and limits, for example cases that expect a fee or a refusal. */
export function exampleRules(given: {
  readonly catalogues: ReadonlyMap<string, Catalogue>;
  readonly resources: Resources;
}): ExampleRules {
  return {
    pricing: (today) => createPricing({ ...given, today }),
    checkItems(field, rows, today) {
      const catalogue = given.catalogues.get(String(field.settings['catalogue']));
      if (!catalogue) return [{ field: field.id, input: field.id, code: 'item_unknown' }];
      return checkItemLimits(catalogue, rows, field.settings, today, field.id);
    },
  };
}
