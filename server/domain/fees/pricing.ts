import type { LocalText, Resources } from '../bookings/resources.ts';
import { rulesOn } from '../bookings/rules-on.ts';
import { knownLocales } from '../procedures/locale.ts';
import type { Scope } from '../procedures/procedure.ts';
import type { Pricing } from './compute-fee.ts';
import type { Purpose } from './facility-fees.ts';
import { type FacilityUse, facilityPrice } from './facility-price.ts';
import { type Catalogue, itemName } from './item-catalogue.ts';
import { itemPrice } from './item-price.ts';

/**
 * Prices out of catalogues and resources. A facility's price also depends on answers with these
 * names, where the definition asks for them: `purpose` (amateur, nonprofit, commercial),
 * `charges_admission`, `admission_yen`, `overtime_minutes`.
 * @param today JST date that decides which item fees hold; a facility's fees go by the day of use
 */
export function createPricing(given: {
  readonly catalogues: ReadonlyMap<string, Catalogue>;
  readonly resources: Resources;
  readonly today: string;
}): Pricing {
  return {
    items(name, rows) {
      const catalogue = given.catalogues.get(name);
      if (!catalogue) return { yen: 0, lines: [] };
      const { yen, lines } = itemPrice(catalogue, rows, given.today);
      return {
        yen,
        lines: lines.map(({ item, quantity, yen: lineYen }) => ({
          label: Object.fromEntries(
            knownLocales(Object.keys(item.words)).map((locale) => [locale, itemName(item, locale)]),
          ),
          count: quantity,
          yen: lineYen,
        })),
      };
    },
    slots(answer, scope) {
      const resource = given.resources.find(answer.resource);
      if (!resource) return { yen: 0, lines: [] };
      const rules = rulesOn(resource, answer.day);
      const { yen, lines } = facilityPrice(resource, { ...answer, ...useOf(scope) });
      return {
        yen,
        lines: lines.map(({ kind, slot, hours, yen: lineYen }) => {
          const division = rules.slots.find(({ id }) => id === slot)?.label ?? {};
          const overtime = rules.prices?.overtimeLabel ?? {};
          const label = kind === 'slot' ? division : filled(overtime, hours);
          const own = resource.revenueItem;
          return {
            label: joined(resource.name, label),
            yen: lineYen,
            ...(own !== undefined && { revenueItem: own }),
          };
        }),
      };
    },
  };
}

/** Answers that are still missing count as the cheapest use; the fee is final only when all are given. */
function useOf(scope: Scope): Omit<FacilityUse, 'day' | 'slots'> {
  return {
    purpose: (scope['purpose'] || 'amateur') as Purpose,
    charges_admission: scope['charges_admission'] === true,
    admission_yen: Number(scope['admission_yen'] ?? 0),
    overtime_minutes: Number(scope['overtime_minutes'] ?? 0),
  };
}

function filled(text: LocalText, hours: number): LocalText {
  return Object.fromEntries(
    Object.entries(text).map(([locale, words]) => [
      locale,
      words.replace('{hours}', String(hours)),
    ]),
  );
}

function joined(name: LocalText, detail: LocalText): LocalText {
  return Object.fromEntries(
    Object.entries(name).map(([locale, words]) => [
      locale,
      `${words} ${detail[locale] ?? detail['ja'] ?? ''}`.trim(),
    ]),
  );
}
