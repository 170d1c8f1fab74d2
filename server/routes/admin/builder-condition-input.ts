import type { EditValue } from '../../domain/builder/edit.ts';
import { readCondition } from '../../domain/builder/read-condition.ts';
import { writeCondition } from '../../domain/builder/write-condition.ts';
import { draftIn, flatDraft, steppedDraft } from './builder-condition-draft.ts';
import { type ReadRows, readRows } from './builder-condition-rows.ts';
import { conditionShown } from './builder-condition-shown.ts';
import type { Clauses } from './builder-conditions.ts';
import { type FormInput, nameOf } from './builder-input.ts';
import type { Posted, ReadInput, Shown } from './builder-read-input.ts';

const NO_CLAUSES: Clauses = {
  asked: new Map(),
  amounts: [],
  words: {
    label: (field) => field,
    option: (_field, key) => key,
    amount: (name) => name,
    named: () => undefined,
    unit: () => '',
  },
  meaning: () => undefined,
};

const NOTHING = { join: 'all', items: [] } as const;

const textOf = (value: unknown): string => {
  const [first] = [value].flat();
  return typeof first === 'string' ? first.replace(/\s+/g, ' ').trim() : '';
};

/** What the file says: its rows where it can be chosen, and the expression. */
export function showCondition(
  { path, clauses = NO_CLAUSES }: FormInput,
  current: EditValue | undefined,
): Shown {
  const name = nameOf(path);
  const cel = current === undefined ? '' : textOf(String(current));
  const condition = cel === '' ? undefined : readCondition(cel, clauses.asked);
  const rows = flatDraft(condition ? conditionShown(condition) : NOTHING, name);
  return { ...rows, [`${name}.cel`]: cel };
}

/** What was posted of it, whatever rows there are. */
export function typedCondition({ path }: FormInput, raw: Posted): Shown {
  const name = nameOf(path);
  return { ...flatDraft(draftIn(raw, name), name), [`${name}.cel`]: textOf(raw[`${name}.cel`]) };
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Rows make the condition; an expression that somebody wrote goes first where both are there. */
export function readConditionInput(
  one: FormInput,
  raw: Posted,
  current: EditValue | undefined,
): ReadInput {
  const { clauses = NO_CLAUSES, required } = one;
  const name = nameOf(one.path);
  const shown = showCondition(one, current);
  const cel = textOf(raw[`${name}.cel`]);
  const needed = { error: '条件を選んでください。' };
  if (cel !== textOf(shown[`${name}.cel`])) {
    return cel === '' && required ? needed : { value: cel === '' ? undefined : cel };
  }
  const [typed, before] = [draftIn(raw, name), draftIn(shown, name)];
  const [read, written] = [typed, before].map((draft) => readRows(draft, clauses)) as [
    ReadRows,
    ReadRows,
  ];
  // What was not touched stays as it is written, and what can't be chosen stays an expression.
  if (isSame(typed, before) || ('condition' in read && isSame(read, written))) {
    return current === undefined && required ? needed : { value: current };
  }
  if ('problem' in read) return { error: read.problem };
  const { condition } = read;
  if (condition) return { value: writeCondition(condition) };
  return required ? needed : { value: undefined };
}

/** What is shown besides a condition's rows. */
export function withoutCondition<T>(
  shown: Readonly<Record<string, T>>,
  { path }: FormInput,
): Readonly<Record<string, T>> {
  const start = `${nameOf(path)}.`;
  return Object.fromEntries(Object.entries(shown).filter(([key]) => !key.startsWith(start)));
}

const STEP = /^when:(.+):([a-z]+(?:\.\d+)*)$/;

/** A button of a condition's rows: what its inputs show afterwards; undefined for any other button. */
export function steppedCondition(
  inputs: readonly FormInput[],
  intent: string,
  raw: Posted,
): { readonly input: FormInput; readonly shown: Shown } | undefined {
  const [, name, step = ''] = STEP.exec(intent) ?? [];
  const input = inputs.find(({ kind, path }) => kind === 'when' && `${nameOf(path)}.` === name);
  if (!input) return undefined;
  const own = nameOf(input.path);
  const draft = steppedDraft(draftIn(raw, own), step);
  return {
    input,
    shown: { ...flatDraft(draft, own), [`${own}.cel`]: textOf(raw[`${own}.cel`]) },
  };
}
