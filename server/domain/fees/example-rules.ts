import type { Resources } from '../bookings/resources.ts';
import { settingsOn } from '../procedures/field-settings.ts';
import type { ExampleRules, Verdicts } from '../procedures/run-examples.ts';
import type { Catalogue } from './item-catalogue.ts';
import { checkItemLimits } from './item-price.ts';
import { createPricing } from './pricing.ts';

/** Prices and limits of the town, for the example cases of a definition. */
export function exampleRules(
  catalogues: ReadonlyMap<string, Catalogue>,
  resources: Resources,
  verdicts?: Verdicts,
): ExampleRules {
  return {
    pricing: (today) => createPricing({ catalogues, resources, today }),
    ...(verdicts && { verdicts }),
    checkItems(field, rows, today) {
      const catalogue = catalogues.get(String(field.settings['catalogue']));
      return catalogue
        ? checkItemLimits(catalogue, rows, settingsOn(field, today), today, field.id)
        : [];
    },
  };
}
