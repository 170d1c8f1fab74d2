import type { Environment } from '@marcbachmann/cel-js';
import { fieldType } from '../../fields/registry.ts';
import { GENDER_CODES } from '../../fields/types/gender.ts';
import type { OptionSource } from '../definition-schema.ts';
import { AmountSetting } from '../field-settings.ts';
import { suggestion } from '../finding.ts';
import { listName, type Phrasebook } from '../phrasebook.ts';
import type { Field } from '../procedure.ts';
import { amountOn, type Town } from '../town.ts';
import { type Compiled, compileExpression, type Place, warnOfAmount } from './expressions.ts';
import { checkIndividualNumber, isAskable, NEVER } from './individual-number.ts';
import type { Names } from './names.ts';
import type { FieldPlan, PagePlan } from './plan.ts';
import type { Report } from './report.ts';
import { type RevealPage, readReveal } from './reveal.ts';

/** What compiling a page's expressions needs. */
export interface Workbench {
  readonly town: Town;
  readonly book: Phrasebook;
  readonly names: Names;
  readonly report: Report;
  /** The last position that is asked before any phase. */
  readonly applicationEnd: number;
  environment(repeat: string | undefined): Environment;
  condition(name: string): Compiled<unknown> | undefined;
}

/** Compiles in that place; undefined without a source or when it is wrong (which is told). */
export function compileAt<T>(
  bench: Workbench,
  source: string | number | boolean | undefined,
  want: 'bool' | 'int' | 'string' | undefined,
  place: Place,
): Compiled<T> | undefined {
  if (source === undefined) return undefined;
  const environment = bench.environment(place.row);
  return compileExpression<T>(environment, bench.names, bench.report, source, want, place);
}

/** Keys of the options of a choice, in order: written ones, those of a list, or a group's resources. */
export function optionKeys(
  town: Town,
  book: Phrasebook,
  { source }: FieldPlan,
): readonly string[] | undefined {
  if (source.type === 'gender') return GENDER_CODES;
  if (source.options_from !== undefined) {
    const list = listName(source.options_from);
    if (list !== undefined) return Object.hasOwn(book.lists, list) ? book.lists[list] : undefined;
    const group = source.options_from.replace('resources.', '');
    return town.resources?.inGroup(group).map(({ id }) => id);
  }
  return source.options && Object.keys(source.options);
}

function checkOptions(bench: Workbench, { source, path }: FieldPlan): void {
  if (source.type !== 'choice' && source.type !== 'choices') return;
  const { report } = bench;
  if ((source.options === undefined) === (source.options_from === undefined)) {
    const mend =
      'options（選択肢）か options_from（lists.<名前>、resources.<グループ>）のどちらかを書いてください。';
    report.error(path, 'missing_key', '選択肢がないか、2つの方法で書かれています。', mend);
  } else if (source.options_from !== undefined) {
    checkOptionsFrom(bench, source.options_from, [...path, 'options_from']);
  }
}

function checkOptionsFrom({ report, town, book }: Workbench, from: string, path: Place['path']) {
  const list = listName(from);
  if (list !== undefined) {
    const known = Object.keys(book.lists);
    if (known.includes(list)) return;
    report.error(
      path,
      'unknown_name',
      `一覧「${list}」は lists.yaml にありません。`,
      suggestion(list, known),
    );
  } else if (town.resources) {
    const group = from.replace('resources.', '');
    if (town.resources.inGroup(group).length > 0) return;
    const mend = 'procedures/resources/ のファイルの group を確かめてください。';
    report.error(path, 'unknown_resource', `「${group}」に施設がありません。`, mend);
  }
}

function compileOptions(bench: Workbench, plan: FieldPlan): Field['options'] {
  const keys = plan.source.type === 'gender' ? undefined : optionKeys(bench.town, bench.book, plan);
  return keys?.map((key) => {
    const option = plan.source.options?.[key] as OptionSource | undefined;
    const source = typeof option === 'object' ? option.when : undefined;
    const path = [...plan.path, 'options', key];
    const when = compileAt<boolean>(bench, source, 'bool', placeOf(plan, path));
    return { key, ...(when && { when }) };
  });
}

/** A field knows what was asked above it, not itself. */
function placeOf(plan: FieldPlan, path: FieldPlan['path']): Place {
  const { repeat } = plan;
  return { path, upTo: plan.position - 1, ...(repeat !== undefined && { row: repeat }) };
}

const AMOUNT = /^amounts\.([a-z0-9_]+)$/;

/** The type's own settings; amounts wait for the day (`settingsOn`), a slot's resource an expression. */
function compileSettings(bench: Workbench, plan: FieldPlan): Record<string, unknown> {
  const { report, town } = bench;
  const settings: Record<string, unknown> = {};
  for (const key of Object.keys(fieldType(plan.source.type).settings.shape)) {
    const value = plan.source[key];
    if (value === undefined) continue;
    const path = [...plan.path, key];
    const amount = typeof value === 'string' ? AMOUNT.exec(value)?.[1] : undefined;
    if (plan.source.type === 'slot_picker' && key === 'resource') {
      settings[key] = compileResource(bench, value as string, placeOf(plan, path));
    } else if (amount !== undefined) {
      const found = town.amounts.find(({ name }) => name === amount);
      if (found) {
        settings[key] = new AmountSetting(found);
        if (amountOn(found, town.today) === undefined) warnOfAmount(report, path, amount);
      } else
        tellUnknown(
          report,
          path,
          amount,
          town.amounts.map(({ name }) => name),
        );
    } else if (key === 'catalogue' && !town.catalogues.has(String(value))) {
      tellUnknown(report, path, String(value), [...town.catalogues]);
    } else settings[key] = value;
  }
  return settings;
}

/** What is booked may depend on the day of use (`day`), as where the areas of collection change. */
function compileResource({ environment, names, report }: Workbench, source: string, place: Place) {
  const withDay = environment(place.row).clone().registerVariable('day', 'string');
  return compileExpression<string>(withDay, names, report, source, 'string', place);
}

function tellUnknown(
  report: Report,
  path: FieldPlan['path'],
  name: string,
  known: readonly string[],
) {
  report.error(path, 'unknown_name', `「${name}」はありません。`, suggestion(name, known));
}

/** @param above the fields before it on its page */
export function compileField(
  bench: Workbench,
  page: PagePlan,
  plan: FieldPlan,
  above: readonly Field[],
): Field {
  const { source, repeat } = plan;
  checkOptions(bench, plan);
  const place = placeOf(plan, [...plan.path, 'when']);
  const written = compileAt<boolean>(bench, source.when, 'bool', place);
  checkIndividualNumber(plan, bench.report);
  if (written?.constant === false) {
    const mend = '条件を直すか、この項目を消してください。';
    bench.report.error(
      place.path,
      'unreachable_field',
      'この項目は表示されることがありません。',
      mend,
    );
  }
  const options = compileOptions(bench, plan);
  const askable = isAskable(plan, bench.town);
  const when = askable ? written : NEVER;
  const reveal = askable && written && readReveal(written.parsed, revealPage(bench, plan, above));
  const rows = source.type === 'rows' ? compileRows(bench, page, plan) : undefined;
  return {
    id: plan.id,
    type: source.type,
    page: plan.page,
    required: source.required ?? true,
    settings: rows ? {} : compileSettings(bench, plan),
    ...(rows && { rows }),
    textKey: plan.textKey,
    ...(repeat !== undefined && { repeat }),
    ...(when && { when }),
    ...(reveal && { reveal }),
    ...(source.fact !== undefined && { fact: source.fact }),
    ...(source.begins_with !== undefined && { beginsWith: source.begins_with }),
    ...(options && { options }),
  };
}

/** What needs a page of its own, or must not be asked in passing. */
const NOT_IN_ROWS = ['item_picker', 'slot_picker', 'individual_number'];

function compileRows(bench: Workbench, page: PagePlan, plan: FieldPlan): Field['rows'] {
  const { min, max } = plan.source as { min?: number; max?: number };
  const fields: Field[] = [];
  for (const column of page.fields) {
    if (column.within !== plan.id) continue;
    const { type } = column.source;
    if (NOT_IN_ROWS.includes(type)) {
      const mend = 'ページの項目にするか、repeat のページにしてください。';
      bench.report.error(column.path, 'wrong_value', `${type} は rows の中に置けません。`, mend);
    }
    fields.push(compileField(bench, page, column, fields));
  }
  return {
    min: min ?? ((plan.source.required ?? true) ? 1 : 0),
    max: max ?? 1,
    fields,
    // Those of its rows come when the page is whole.
    checks: [],
  };
}

function revealPage(bench: Workbench, plan: FieldPlan, above: readonly Field[]): RevealPage {
  return {
    fields: new Map(
      above.map(({ id, type, options = [], reveal }) => [
        id,
        { type, keys: options.map(({ key }) => key), ...(reveal && { reveal }) },
      ]),
    ),
    repeats: plan.repeat !== undefined,
    named: (name) => bench.condition(name)?.parsed,
  };
}
