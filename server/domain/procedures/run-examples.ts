import { isDeepStrictEqual } from 'node:util';
import { computeEstimate } from '../fees/compute-estimate.ts';
import { computeFee, type Pricing } from '../fees/compute-fee.ts';
import type { FieldError } from '../fields/answers.ts';
import type { ItemRow } from '../fields/field-type.ts';
import { toPlain } from './cel/to-plain.ts';
import { dueAttachments } from './due-attachments.ts';
import { computeJourney } from './journey.ts';
import type { ExampleCase, Field, Journey, Procedure } from './procedure.ts';

/** Rules that lie outside of the definition: prices, and the limits of a catalogue. */
export interface ExampleRules {
  pricing(today: string): Pricing;
  checkItems(field: Field, rows: readonly ItemRow[], today: string): readonly FieldError[];
}

/** Something that an example expects and that does not come out. */
export interface ExampleMiss {
  readonly example: string;
  /** Key of `expect`, or `answers`. */
  readonly about: string;
  readonly expected: string;
  readonly actual: string;
}

/**
 * Runs a definition's example cases. Their answers may be partial: what is missing counts as
 * answered without a value. Without `rules`, fees that need prices from outside are left alone.
 */
export function runExamples(procedure: Procedure, rules?: ExampleRules): readonly ExampleMiss[] {
  return procedure.examples.flatMap((example) => runExample(procedure, example, rules));
}

function runExample(
  procedure: Procedure,
  example: ExampleCase,
  rules: ExampleRules | undefined,
): readonly ExampleMiss[] {
  const { expect, answers, today } = example;
  const journey = computeJourney(procedure, answers, { today }, { unanswered: 'ignore' });
  const misses: ExampleMiss[] = [];
  const compare = (about: string, expected: unknown, actual: () => unknown) => {
    if (expected === undefined) return;
    const found = actual();
    if (isDeepStrictEqual(expected, found)) return;
    const [wanted, got] = [JSON.stringify(expected), JSON.stringify(found) ?? 'なし'];
    misses.push({ example: example.name, about, expected: wanted, actual: got });
  };
  compare('pages', expect.pages, () => journey.reached.map(({ page }) => page.id));
  compare('ends_with', expect.ends_with, () => journey.endedBy?.condition);
  compare('estimate', expect.estimate, () =>
    computeEstimate(procedure, journey)?.lines.map(({ yen }) => yen),
  );
  compare('attachments', expect.attachments, () =>
    dueAttachments(procedure, journey).map(({ key }) => key),
  );
  const pricing = rules?.pricing(today);
  if (pricing || !needsPricing(procedure)) {
    compare('fee', expect.fee, () => computeFee(procedure, journey, pricing ?? NO_PRICES).yen);
  }
  for (const [name, value] of Object.entries(expect.values ?? {})) {
    compare(`values.${name}`, value, () => toPlain(journey.scope[name]));
  }
  if (rules || !hasItems(procedure)) compareErrors(procedure, example, journey, rules, compare);
  return misses;
}

const NO_PRICES: Pricing = {
  items: () => ({ yen: 0, lines: [] }),
  slots: () => ({ yen: 0, lines: [] }),
};

function needsPricing({ fee }: Procedure): boolean {
  return fee.lines.some(({ items, slots }) => items !== undefined || slots !== undefined);
}

function hasItems({ fields }: Procedure): boolean {
  return [...fields.values()].some(({ type }) => type === 'item_picker');
}

/** Each expected error must be there, by its code or by the key of the check; `{}` expects none. */
function compareErrors(
  procedure: Procedure,
  { expect, today }: ExampleCase,
  journey: Journey,
  rules: ExampleRules | undefined,
  compare: (about: string, expected: unknown, actual: () => unknown) => void,
): void {
  if (!expect.errors) return;
  const errors = [
    ...journey.reached.flatMap((page) => page.errors),
    ...(rules ? itemErrors(procedure, journey, rules, today) : []),
  ];
  const codes = (field: string) =>
    errors
      .filter((error) => error.field === field)
      .map(({ code, textKey }) => textKey?.split('.').at(-1) ?? code);
  if (Object.keys(expect.errors).length === 0) {
    compare('errors', {}, () => Object.fromEntries(errors.map(({ field, code }) => [field, code])));
  }
  for (const [field, code] of Object.entries(expect.errors)) {
    const found = codes(field.split('.').at(-1) as string);
    compare(`errors.${field}`, code, () => (found.includes(code) ? code : found.join('、')));
  }
}

function itemErrors(
  procedure: Procedure,
  journey: Journey,
  rules: ExampleRules,
  today: string,
): readonly FieldError[] {
  return [...procedure.fields.values()]
    .filter((field) => field.type === 'item_picker' && journey.answers[field.id] !== undefined)
    .flatMap((field) =>
      rules.checkItems(field, journey.answers[field.id] as unknown as ItemRow[], today),
    );
}
