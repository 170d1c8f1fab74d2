import { optionKeys } from '../procedures/compile/fields.ts';
import type { FieldPlan, PagePlan } from '../procedures/compile/plan.ts';
import type { WrittenDefinition } from '../procedures/compile-procedure.ts';
import type { OptionSource } from '../procedures/definition-schema.ts';
import type { Town } from '../procedures/town.ts';
import { conditionReader, rowName } from './read-condition.ts';
import { ALWAYS, and, type Formula, type Knowledge, not, type Value } from './satisfiable.ts';

/** What is known of a form: which answers there can be, and under what each question is asked. */
export interface FormKnowledge {
  read(source: string | boolean | undefined, row?: string): Formula;
  /** Under what a page is shown, as far as its own condition goes. */
  shows(page: PagePlan): Formula;
  /** Under what a page is shown and every page in front of it lets one pass. */
  reaches(page: PagePlan): Formula;
  /** Where the form is finished: no page has ended it. */
  finished(): Formula;
  /** As somebody knows it who stands on that page: what was required before is answered. */
  on(page: PagePlan | undefined): Knowledge;
}

const TEXT_VALUES: readonly Value[] = ['', ' another text '];
const EITHER: readonly Value[] = [true, false];

/** `x has key` (of boxes), `size(list)`, or the field itself. */
function subject(name: string): string {
  return /^size\((.+)\)$/.exec(name)?.[1] ?? name.split(' has ')[0] ?? name;
}

function variable({ id, repeat }: FieldPlan): string {
  return repeat === undefined ? id : rowName(id, repeat);
}

function isEmpty(value: Value): boolean {
  return value === '' || value === 0 || value === false;
}

interface FormIndex {
  readonly pages: ReadonlyMap<string, PagePlan>;
  /** By their variable: `kind`, `row.kind of dogs`. */
  readonly fields: ReadonlyMap<string, FieldPlan>;
  /** The page that says how many rows there are. */
  readonly repeats: ReadonlyMap<string, PagePlan>;
}

function indexForm(pages: readonly PagePlan[]): FormIndex {
  const fields = new Map<string, FieldPlan>();
  const repeats = new Map<string, PagePlan>();
  for (const page of pages) {
    const of = page.source.repeat?.of;
    if (of !== undefined && !repeats.has(of)) repeats.set(of, page);
    for (const field of page.fields) fields.set(variable(field), field);
  }
  return { pages: new Map(pages.map((page) => [page.id, page])), fields, repeats };
}

function typeOf({ fields, repeats }: FormIndex, name: string): string | undefined {
  if (!name.startsWith('size(')) return fields.get(name)?.source.type;
  return repeats.has(subject(name)) ? 'number' : undefined;
}

type Read = FormKnowledge['read'];

/** Under what a page and its questions are shown, as far as their own conditions go. */
function visibility({ pages, fields, repeats }: FormIndex, read: Read) {
  const shows = (page: PagePlan): Formula => {
    const of = page.source.repeat?.of;
    return read(page.source.when, of !== undefined && repeats.get(of) !== page ? of : undefined);
  };
  const parentOf = ({ repeat = '', within = '' }: FieldPlan) => {
    const outer = repeat.slice(0, -(within.length + 1));
    return fields.get(outer === '' ? within : rowName(within, outer));
  };
  const asks = (field: FieldPlan): Formula => {
    const page = pages.get(field.page);
    const parent = field.within === undefined ? undefined : parentOf(field);
    return and(
      page ? shows(page) : ALWAYS,
      parent ? read(parent.source.when, parent.repeat) : ALWAYS,
      read(field.source.when, field.repeat),
    );
  };
  /** The page does not end the form. */
  const passes = (page: PagePlan): Formula =>
    and(
      ...Object.keys(page.source.end_if ?? {}).map((condition) =>
        not(and(shows(page), read(condition))),
      ),
    );
  return { shows, asks, passes };
}

/** What a variable can be, one value for each case that some condition makes. */
function possibleValues(
  { fields, repeats }: FormIndex,
  name: string,
  said: readonly Value[],
  keysOf: (field: FieldPlan) => readonly string[] | undefined,
): readonly Value[] {
  if (name.startsWith('?') || name.includes(' has ')) return EITHER;
  if (name.startsWith('size(')) {
    return numbers(said, 0, repeats.get(subject(name))?.source.repeat?.max ?? 1);
  }
  const field = fields.get(name);
  const { type } = field?.source ?? {};
  if (type === 'yes_no' || type === 'consent') return EITHER;
  if (type === 'number' || type === 'yen') {
    return [0, ...numbers(said, field?.source['min'], field?.source['max'])];
  }
  const keys = field && type === 'choice' ? keysOf(field) : undefined;
  return keys ? ['', ...keys] : [...TEXT_VALUES, ...said];
}

export function formKnowledge(
  { definition, pages, book }: WrittenDefinition,
  town: Town,
): FormKnowledge {
  const index = indexForm(pages);
  const compared = new Map<string, Set<Value>>();
  const read: Read = conditionReader({
    condition: (name) => definition.conditions?.[name]?.toString(),
    typeOf: (name) => typeOf(index, name),
    compared: (name, value) => compared.set(name, (compared.get(name) ?? new Set()).add(value)),
  });
  const { shows, asks, passes } = visibility(index, read);

  const follows = (name: string, value: Value, page: PagePlan | undefined): Formula => {
    if (name.startsWith('?')) return ALWAYS;
    const list = name.startsWith('size(') ? index.repeats.get(subject(name)) : undefined;
    if (list) return isEmpty(value) ? ALWAYS : shows(list);
    const field = index.fields.get(subject(name));
    if (!field) return ALWAYS;
    if (!isEmpty(value)) {
      const option = field.source.options?.[String(value)] as OptionSource | undefined;
      const offered = typeof option === 'object' ? read(option.when, field.repeat) : ALWAYS;
      return and(asks(field), offered);
    }
    const asking = index.pages.get(field.page);
    // What an application was sent with may have been asked on a day when other rules held.
    const asked = asking?.phase === page?.phase && (asking?.start ?? 0) < (page?.start ?? 0);
    const answered = field.source.type === 'choice' && (field.source.required ?? true);
    return asked && answered && field.repeat === undefined ? not(asks(field)) : ALWAYS;
  };
  const before = (page: PagePlan) =>
    pages.filter((other) => other.phase === page.phase && other.start < page.start);
  const valuesOf = (name: string) =>
    possibleValues(index, name, [...(compared.get(name) ?? [])], (field) =>
      optionKeys(town, book, field),
    );
  return {
    read,
    shows,
    reaches: (page) => and(shows(page), ...before(page).map(passes)),
    finished: () => and(...pages.filter(({ phase }) => phase === undefined).map(passes)),
    on: (page) => ({ valuesOf, follows: (name, value) => follows(name, value, page) }),
  };
}

/** The numbers around those that it is compared with, as far as it may have them. */
function numbers(said: readonly Value[], min: unknown, max: unknown): readonly number[] {
  const least = typeof min === 'number' ? min : Number.NEGATIVE_INFINITY;
  const most = typeof max === 'number' ? max : Number.POSITIVE_INFINITY;
  const near = said.filter((n) => typeof n === 'number').flatMap((n) => [n - 1, n, n + 1]);
  const all = [...near, least, most, 1].filter(
    (n) => Number.isFinite(n) && n >= least && n <= most,
  );
  return [...new Set(all)];
}
