import { dayAvailability } from '../../domain/bookings/availability.ts';
import { lastMonth } from '../../domain/bookings/booking-window.ts';
import type { SlotAnswer } from '../../domain/bookings/check-slot-answer.ts';
import { type Catalogue, type CatalogueItem, itemsOn } from '../../domain/fees/item-catalogue.ts';
import { itemPrice } from '../../domain/fees/item-price.ts';
import { searchItems } from '../../domain/fees/search-items.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import { settingsOn } from '../../domain/procedures/field-settings.ts';
import type { Field, Page, Scope } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import { isDay } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { monthCalendarModel } from '../bookings/month-calendar.ts';
import { bankExtra } from './bank-search.ts';
import { daySeats } from './day-seats.ts';
import type { FieldExtra, ItemPickerExtra, SlotPickerExtra } from './field-extras.ts';
import { one } from './field-view.ts';
import { slotYen } from './pricing.ts';
import { changesOf, type ResourceOn, resourceOf, slotMonth } from './slot-month.ts';

interface PickerRequest {
  readonly page: Page;
  readonly raw: RawInput;
  readonly query: RawInput;
  readonly fromCheck: boolean;
  readonly scope: Scope;
  readonly state: { readonly context: { readonly today: string }; readonly booked?: SlotAnswer };
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

async function slotExtra(
  services: Services,
  field: Field,
  form: PickerRequest,
  words: Words,
): Promise<SlotPickerExtra | undefined> {
  const { booked, context } = form.state;
  const { today } = context;
  const typedDay = one(form.query, 'day') || one(form.raw, `${field.id}.day`);
  const day = isDay(typedDay) ? typedDay : undefined;
  const typedMonth = one(form.query, 'month');
  const wanted = MONTH.test(typedMonth) ? typedMonth : day?.slice(0, 7);
  const on: ResourceOn = (at) => resourceOf(services, field, form.scope, at);
  const { month, days, resources } = await slotMonth(services, { on, today, booked }, wanted);
  const resource = on(day ?? today);
  if (resource === undefined) return undefined;
  const from = form.fromCheck ? '&from=check' : '';
  return {
    kind: 'slots',
    resource,
    calendar: monthCalendarModel({
      month,
      days,
      words,
      today,
      selected: day,
      last:
        [resource, ...resources]
          .map((one) => lastMonth(one, today))
          .sort()
          .at(-1) ?? month,
      changes: changesOf(resources, days),
      href: (to) => `?month=${to.slice(0, 7)}&day=${to}${from}#${field.id}-day`,
      monthHref: (to) => `?month=${to}${from}`,
    }),
    day:
      day === undefined
        ? undefined
        : dayAvailability(resource, day, {
            today,
            ...(await daySeats(services, resource, day, booked)),
          }),
    yen: day === undefined ? undefined : slotYen(resource, day),
  };
}

const entries = new WeakMap<Catalogue, { today: string; list: readonly CatalogueItem[] }>();

/** The catalogue as it stands today; picked once a day, so that views can cache by identity. */
function itemsToday(catalogue: Catalogue, today: string): readonly CatalogueItem[] {
  const known = entries.get(catalogue);
  if (known?.today === today) return known.list;
  const list = [...itemsOn(catalogue, today).values()];
  entries.set(catalogue, { today, list });
  return list;
}

const QUANTITY = /^[0-9]{1,3}$/;

/** The rows that are typed in now, valid or not yet. */
function typedRows(field: Field, raw: RawInput): { item: string; quantity: number }[] {
  const prefix = `${field.id}.quantity.`;
  return Object.keys(raw)
    .filter((name) => name.startsWith(prefix))
    .map((name) => ({
      item: name.slice(prefix.length),
      quantity: one(raw, name).normalize('NFKC'),
    }))
    .filter(({ quantity }) => QUANTITY.test(quantity) && Number(quantity) > 0)
    .map(({ item, quantity }) => ({ item, quantity: Number(quantity) }));
}

function maxOfOne(field: Field, today: string): Pick<ItemPickerExtra, 'max'> {
  const { max_same: same, max_pieces: pieces } = settingsOn(field, today);
  const max = same ?? pieces;
  return typeof max === 'number' ? { max } : {};
}

function itemExtra(
  services: Services,
  field: Field,
  form: PickerRequest,
  words: Words,
): ItemPickerExtra | undefined {
  const catalogue = services.catalogues.get(String(field.settings['catalogue']));
  if (catalogue === undefined) return undefined;
  const { today } = form.state.context;
  // What was looked for before a change of language is looked for again.
  const name = `${field.id}.q`;
  const query = one(form.query, name) || one(form.raw, name);
  return {
    kind: 'items',
    ...maxOfOne(field, today),
    items: itemsToday(catalogue, today),
    query: query === '' ? undefined : query,
    found: query === '' ? undefined : searchItems(catalogue, query, words.locale, today),
    price: itemPrice(catalogue, typedRows(field, form.raw), today),
  };
}

/** What the pickers of a page show besides their labels. */
export async function pickerExtras(
  services: Services,
  form: PickerRequest,
  words: Words,
): Promise<Readonly<Record<string, FieldExtra>>> {
  const extras: Record<string, FieldExtra> = {};
  for (const field of form.page.fields) {
    const extra =
      field.type === 'slot_picker'
        ? await slotExtra(services, field, form, words)
        : field.type === 'item_picker'
          ? itemExtra(services, field, form, words)
          : field.type === 'bank_account'
            ? await bankExtra(field, form.raw)
            : undefined;
    if (extra) extras[field.id] = extra;
  }
  return extras;
}
