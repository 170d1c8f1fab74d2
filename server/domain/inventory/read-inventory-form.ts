import { readNumber } from '../indicators/typed-figure.ts';
import { type InventoryVolume, isListCode, VOLUME_CHANNELS } from './inventory-procedure.ts';
import type { InventoryChange } from './inventory-store.ts';
import { type InventoryKnown, sectionOf } from './read-inventory-csv.ts';

const MOST_LETTERS = 300;
const TEXTS = [
  'code',
  'name',
  'section',
  'legalBasis',
  'onlineElsewhere',
  'notOnlineReason',
] as const;
const REQUIRED: ReadonlySet<string> = new Set(['code', 'name', 'section']);

/** Names of fields of the form that can't be taken. */
export type InventoryProblems = readonly string[];

const words = (text: string) =>
  text
    .normalize('NFKC')
    .split(/[\s、,]+/)
    .filter(Boolean);

/**
 * One entry as it is typed into the form.
 * @param typed value of a field; volumes are called `<fiscalYear>_<channel>`
 * @param procedureIds as they are ticked
 */
export function readInventoryForm(
  typed: (field: string) => string,
  given: {
    readonly id: string | null;
    readonly procedureIds: readonly string[];
    readonly years: readonly number[];
    /** Codes of other entries. */
    readonly taken: ReadonlySet<string>;
    readonly known: InventoryKnown;
  },
): { readonly change: InventoryChange } | { readonly problems: InventoryProblems } {
  const { id, years, taken, known } = given;
  const problems: string[] = [];
  const text = (field: (typeof TEXTS)[number]) => {
    const value = typed(field).trim();
    const isGood = value.length <= MOST_LETTERS && !(REQUIRED.has(field) && value === '');
    if (!isGood) problems.push(field);
    return value;
  };
  const [code = '', name = '', section = '', legalBasis = '', elsewhere = '', reason = ''] =
    TEXTS.map(text);
  if (taken.has(code)) problems.push('code');
  const lists = words(typed('lists'));
  if (!lists.every(isListCode)) problems.push('lists');
  const volumes = years.flatMap((fiscalYear) =>
    VOLUME_CHANNELS.flatMap((channel): InventoryVolume[] => {
      const field = `${fiscalYear}_${channel}`;
      const count = typed(field).trim() === '' ? 0 : readNumber(typed(field));
      if (count !== undefined && Number.isInteger(count)) return [{ fiscalYear, channel, count }];
      problems.push(field);
      return [];
    }),
  );
  if (problems.length > 0) return { problems };
  const procedureIds = given.procedureIds.filter((one) => known.procedureIds.has(one));
  const about = { code, name, legalBasis, lists, procedureIds, volumes };
  const more = { onlineElsewhere: elsewhere, notOnlineReason: reason };
  return { change: { id, ...about, ...more, section: sectionOf(section, known) } };
}
