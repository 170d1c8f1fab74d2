import type { Edit, EditPath, EditValue } from '../../domain/builder/edit.ts';
import { typedAmounts } from './builder-amount-input.ts';
import { typedCondition, withoutCondition } from './builder-condition-input.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { type FormInput, nameOf } from './builder-input.ts';
import { optionEdits } from './builder-option-edits.ts';
import { type Posted, readInput, type Shown, showInput } from './builder-read-input.ts';
import { type BuilderForm, type FormValues, setEdit } from './builder-screen.ts';
import { textOf, valueAt } from './builder-tree.ts';

export interface FormProblem {
  readonly name: string;
  readonly text: string;
}

export type ReadForm =
  | { readonly edits: readonly Edit[]; readonly to?: string }
  | { readonly problems: readonly FormProblem[] };

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** What the file says under each input; nothing, in a form for something new. */
export function shownValues(desk: BuilderDesk, form: BuilderForm): Shown {
  const shown = form.inputs.map((one) => showInput(one, currentOf(desk, form, one), desk.names));
  return Object.assign({}, ...shown) as Shown;
}

function currentOf(desk: BuilderDesk, form: BuilderForm, one: FormInput): EditValue | undefined {
  if (form.whole) return valueAt(form.whole.read(valueAt(desk.tree, form.path)), one.path);
  return form.make ? undefined : valueAt(desk.tree, [...form.path, ...one.path]);
}

/** What was typed, in place of what the file says. */
export function typedValues(form: BuilderForm, raw: Posted, shown: Shown): Shown {
  // Rows of a condition come and go, and so do cases: of what was shown nothing is kept.
  const kept = form.inputs
    .filter(({ kind }) => kind === 'when' || kind === 'amounts')
    .reduce((left, one) => withoutCondition(left, one), shown);
  const typed = form.inputs.map((one): Shown => {
    const { kind, path } = one;
    if (kind === 'when') return typedCondition(one, raw);
    if (kind === 'amounts') return typedAmounts(one, raw);
    const name = nameOf(path);
    const values = [raw[name]].flat().filter((one): one is string => typeof one === 'string');
    const chosen = kind === 'amount' ? { [`${name}_of`]: textOf(raw[`${name}_of`]) } : {};
    return { [name]: kind === 'many' ? values : textOf(values[0]), ...chosen };
  });
  return Object.assign({ ...kept }, ...typed) as Shown;
}

const startsWith = (path: EditPath, group: EditPath) =>
  group.every((step, at) => path[at] === step);

/** A group of which nothing is left goes as a whole: an empty `deadline:` would be a mistake. */
function withoutEmptyGroups(
  desk: BuilderDesk,
  form: BuilderForm,
  edits: readonly Edit[],
  values: FormValues,
): Edit[] {
  const empty = (form.groups ?? []).filter((group) => {
    const own = form.inputs.filter(({ path }) => startsWith(path, group));
    return own.length > 0 && own.every(({ path }) => values[nameOf(path)] === undefined);
  });
  const inEmpty = (edit: Edit) =>
    'path' in edit && empty.some((group) => startsWith(edit.path, [...form.path, ...group]));
  const gone = empty.flatMap((group) => {
    const path = [...form.path, ...group];
    return valueAt(desk.tree, path) === undefined ? [] : [setEdit(path, undefined)];
  });
  return [...edits.filter((edit) => !inEmpty(edit)), ...gone];
}

/** From a posted form to the changes of the file; what was left as it is changes nothing. */
export function readForm(desk: BuilderDesk, form: BuilderForm, raw: Posted): ReadForm {
  const problems: FormProblem[] = [];
  const values: Record<string, EditValue | undefined> = {};
  const edits: Edit[] = [];
  for (const one of form.inputs) {
    const name = nameOf(one.path);
    const path = [...form.path, ...one.path];
    const current = currentOf(desk, form, one);
    if (one.kind === 'options' && !form.make) {
      const changed = optionEdits(desk.names, path, current, textOf([raw[name]].flat()[0]));
      if ('error' in changed) problems.push({ name, text: changed.error });
      else edits.push(...changed.edits);
      continue;
    }
    const read = readInput(one, raw, current, desk.names);
    if ('error' in read) problems.push({ name, text: read.error });
    else {
      values[name] = read.value;
      if (!same(read.value, current)) edits.push(setEdit(path, read.value));
    }
  }
  problems.push(...(form.check?.(values) ?? []));
  if (problems.length > 0) return { problems };
  if (form.whole && edits.length > 0) {
    return { edits: [setEdit(form.path, form.whole.write(values))] };
  }
  return form.make ? form.make(values) : { edits: withoutEmptyGroups(desk, form, edits, values) };
}
