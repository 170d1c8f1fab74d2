import { isDeepStrictEqual } from 'node:util';
import { computeEstimate } from '../fees/compute-estimate.ts';
import { computeFee, type Pricing } from '../fees/compute-fee.ts';
import type { FieldError } from '../fields/answers.ts';
import type { ItemRow } from '../fields/field-type.ts';
import { toPlain } from './cel/to-plain.ts';
import { dueAttachments } from './due-attachments.ts';
import { computeJourney } from './journey.ts';
import type { ExampleCase, ExpectedPhase, Field, Journey, Procedure } from './procedure.ts';

/** Rules that lie outside of the definition: prices, and the limits of a catalogue. */
export interface ExampleRules {
  pricing(today: string): Pricing;
  checkItems(field: Field, rows: readonly ItemRow[], today: string): readonly FieldError[];
  readonly verdicts?: Verdicts;
}

/** Versions whose examples have held, under these very rules. */
export interface Verdicts {
  held(version: string): boolean;
  keep(version: string): void;
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
 * Runs one of a definition's example cases. Its answers may be partial: what is missing counts as
 * answered without a value. Without `rules`, fees that need prices from outside are left alone.
 */
export function runExample(
  procedure: Procedure,
  example: ExampleCase,
  rules: ExampleRules | undefined,
): readonly ExampleMiss[] {
  const { expect, answers, today } = example;
  const journey = computeJourney(procedure, answers, { today }, { unanswered: 'ignore' });
  const misses: ExampleMiss[] = [];
  const compare: Compare = (about, expected, actual) => {
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
  if (rules || !hasItems(procedure)) {
    const errors = allErrors(procedure, journey, rules, today);
    compareErrors('errors', expect.errors, errors, compare);
  }
  for (const { id } of procedure.phases) {
    const wanted = expect.phases?.[id];
    if (wanted) comparePhase(procedure, example, id, wanted, compare);
  }
  return misses;
}

type Compare = (about: string, expected: unknown, actual: () => unknown) => void;

function comparePhase(
  procedure: Procedure,
  { answers, today }: ExampleCase,
  phase: string,
  expect: ExpectedPhase,
  compare: Compare,
): void {
  const about = `phases.${phase}`;
  const journey = computeJourney(procedure, answers, { today }, { phase, unanswered: 'ignore' });
  compare(`${about}.pages`, expect.pages, () => journey.reached.map(({ page }) => page.id));
  compare(`${about}.attachments`, expect.attachments, () =>
    dueAttachments(procedure, journey, phase).map(({ key }) => key),
  );
  const errors = journey.reached.flatMap((page) => page.errors);
  compareErrors(`${about}.errors`, expect.errors, errors, compare);
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

function allErrors(
  procedure: Procedure,
  journey: Journey,
  rules: ExampleRules | undefined,
  today: string,
): readonly FieldError[] {
  const ofItems = rules ? itemErrors(procedure, journey, rules, today) : [];
  return [...journey.reached.flatMap((page) => page.errors), ...ofItems];
}

/** Each expected error must be there, by its code or by the key of the check; `{}` expects none. */
function compareErrors(
  about: string,
  expected: Readonly<Record<string, string>> | undefined,
  errors: readonly FieldError[],
  compare: Compare,
): void {
  if (!expected) return;
  const codes = (field: string) =>
    errors
      .filter((error) => isAt(error.field, field))
      .map(({ code, textKey }) => textKey?.split('.').at(-1) ?? code);
  if (Object.keys(expected).length === 0) {
    compare(about, {}, () => Object.fromEntries(errors.map(({ field, code }) => [field, code])));
  }
  for (const [field, code] of Object.entries(expected)) {
    const found = codes(field);
    compare(`${about}.${field}`, code, () => (found.includes(code) ? code : found.join('、')));
  }
}

/** `expected` names a field, `<repeat>.<field>`, or `<rows>.<field>` of a group inside a page. */
function isAt(field: string, expected: string): boolean {
  return field === expected.split('.').at(-1) || field.replace(/\.\d+\./g, '.') === expected;
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
