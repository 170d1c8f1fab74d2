import { type FormInput, nameOf } from './builder-input.ts';
import type { Posted, Shown } from './builder-read-input.ts';

/** One case as its inputs stand in a form, by their names below it: `yen`, `when.0.q`. */
export type CaseFlat = Readonly<Record<string, string | readonly string[]>>;

/** As many cases as a form takes; more are written in the text. */
export const MOST_CASES = 12;

/** A case that nothing is known of yet. */
const NEW_CASE: CaseFlat = { yen: '' };

const valuesOf = (value: unknown) =>
  Array.isArray(value)
    ? value.filter((one) => typeof one === 'string')
    : typeof value === 'string'
      ? value
      : '';

/** The cases of a form in their order. */
export function casesIn(flat: Posted, name: string): readonly CaseFlat[] {
  const start = `${name}.`;
  const found = new Map<number, Record<string, string | readonly string[]>>();
  for (const [key, value] of Object.entries(flat)) {
    const [, at, rest = ''] = /^(\d{1,2})\.(.+)$/.exec(key.slice(start.length)) ?? [];
    if (!key.startsWith(start) || at === undefined) continue;
    const one = found.get(Number(at)) ?? {};
    one[rest] = valuesOf(value);
    found.set(Number(at), one);
  }
  const inOrder = [...found].sort(([a], [b]) => a - b).map(([, one]) => one);
  return inOrder.slice(0, MOST_CASES);
}

/** The same cases by the names of their inputs. */
export const flatCases = (cases: readonly CaseFlat[], name: string): Shown =>
  Object.fromEntries(
    cases.flatMap((one, at) =>
      Object.entries(one).map(([key, value]) => [`${name}.${at}.${key}`, value] as const),
    ),
  );

/** What a case hangs on, as an input of its own. */
export const caseInput = ({ path, clauses, names }: FormInput, at: number): FormInput => ({
  kind: 'when',
  path: [...path, at, 'when'],
  label: `場合${at + 1}`,
  required: true,
  ...(clauses && { clauses }),
  ...(names && { names }),
});

/** Inputs with the conditions inside of them. */
export const withCaseInputs = (inputs: readonly FormInput[]): readonly FormInput[] =>
  inputs.flatMap((one) =>
    one.kind === 'amounts'
      ? Array.from({ length: MOST_CASES }, (_, at) => caseInput(one, at))
      : [one],
  );

const STEP = /^cases:(.+):(add|remove|up|down)(?:\.(\d{1,2}))?$/;

function steppedList(cases: readonly CaseFlat[], step: string, at: number): readonly CaseFlat[] {
  if (step === 'add') return cases.length < MOST_CASES ? [...cases, NEW_CASE] : cases;
  if (step === 'remove') return cases.filter((_, index) => index !== at);
  const first = step === 'up' ? at - 1 : at;
  const [one, next] = [cases[first], cases[first + 1]];
  if (!one || !next) return cases;
  return cases.map((each, index) => (index === first ? next : index === first + 1 ? one : each));
}

/** A button of the cases: what they are afterwards; undefined for any other button. */
export function steppedCases(
  inputs: readonly FormInput[],
  intent: string,
  raw: Posted,
): { readonly input: FormInput; readonly step: string; readonly shown: Shown } | undefined {
  const [, name = '', step = '', at = '-1'] = STEP.exec(intent) ?? [];
  const input = inputs.find(({ kind, path }) => kind === 'amounts' && nameOf(path) === name);
  if (!input) return undefined;
  const cases = steppedList(casesIn(raw, name), step, Number(at));
  const rest = ['else', 'else_of'].map((key) => [
    `${name}.${key}`,
    valuesOf(raw[`${name}.${key}`]),
  ]);
  return { input, step, shown: { ...flatCases(cases, name), ...Object.fromEntries(rest) } };
}
