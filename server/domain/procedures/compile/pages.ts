import { suggestion } from '../finding.ts';
import type { Field, Page, ScopeRules } from '../procedure.ts';
import { compileChecks } from './checks.ts';
import type { Compiled, Place } from './expressions.ts';
import { compileAt, compileField, type Workbench } from './fields.ts';
import { checksOf, type FieldPlan, type PagePlan } from './plan.ts';

/** The end of a page sees all of it; on a repeat page also the row. */
function atEnd(page: PagePlan, path: Place['path']): Place {
  const row = page.source.repeat?.of;
  return { path, upTo: page.end, ...(row !== undefined && { row }) };
}

function compileNotes(bench: Workbench, page: PagePlan): Page['notes'] {
  return Object.entries(page.source.notes ?? {}).map(([key, { when: source, tone = 'info' }]) => {
    const path = [...page.path, 'notes', key, 'when'];
    const when = compileAt<boolean>(bench, source, 'bool', atEnd(page, path));
    return { key, tone, ...(when && { when }) };
  });
}

function compilePageChecks(bench: Workbench, page: PagePlan): Page['checks'] {
  const ids = page.fields.filter(({ within }) => !within).map(({ id }) => id);
  return compileChecks(bench, page.source.checks, ids, atEnd(page, [...page.path, 'checks']));
}

function compileEnds(bench: Workbench, page: PagePlan, known: readonly string[]): Page['endIf'] {
  return Object.keys(page.source.end_if ?? {}).flatMap((condition) => {
    const path = [...page.path, 'end_if', condition];
    if (!known.includes(condition)) {
      const message = `「${condition}」という条件はありません。`;
      const mend = `conditions に書いてください。${suggestion(condition, known)}`;
      bench.report.error(path, 'unknown_name', message, mend);
      return [];
    }
    const when = compileAt<boolean>(bench, condition, 'bool', { path, upTo: page.end });
    return when ? [{ condition, when }] : [];
  });
}

function tellUnreachable(bench: Workbench, page: PagePlan, ended: string | undefined): void {
  const why =
    ended === undefined
      ? '条件がいつも成り立たないため'
      : `前のページ「${ended}」でいつも終わるため`;
  bench.report.error(
    [...page.path, ended === undefined ? 'when' : 'id'],
    'unreachable_page',
    `ページ「${page.id}」は、${why}、表示されることがありません。`,
    '条件を直すか、このページを消してください。',
  );
}

/** Always true: written so, or a condition that is. */
function isAlways(bench: Workbench, { condition }: Page['endIf'][number]): boolean {
  return bench.condition(condition)?.constant === true;
}

/** The rules of a group inside the page: they see its row, and what stands above it. */
function withChecks(bench: Workbench, plan: FieldPlan, rows: NonNullable<Field['rows']>) {
  const ids = rows.fields.map(({ id }) => id);
  const row = plan.textKey.replace(/^fields\./, '');
  const place = { path: [...plan.path, 'checks'], upTo: plan.position - 1, row };
  return { ...rows, checks: compileChecks(bench, checksOf(plan), ids, place) };
}

/** In order, each knowing those above it. */
function compileFields(bench: Workbench, page: PagePlan): readonly Field[] {
  const fields: Field[] = [];
  for (const plan of page.fields) {
    if (plan.within !== undefined) continue;
    const field = compileField(bench, page, plan, fields);
    fields.push(field.rows ? { ...field, rows: withChecks(bench, plan, field.rows) } : field);
  }
  return fields;
}

/** @param conditions names of the conditions */
export function compilePages(
  bench: Workbench,
  plans: readonly PagePlan[],
  conditions: readonly string[],
  newRow: ScopeRules['newRow'],
): readonly Page[] {
  let ended: string | undefined;
  return plans.map((plan) => {
    const first = firstOfGroup(plans, plan);
    const row = first && first !== plan ? first.source.repeat?.of : undefined;
    const place = {
      path: [...plan.path, 'when'],
      upTo: plan.start,
      ...(row !== undefined && { row }),
    };
    const when: Compiled<boolean> | undefined = compileAt(bench, plan.source.when, 'bool', place);
    if (ended !== undefined) tellUnreachable(bench, plan, ended);
    else if (when && isNever(bench, when)) tellUnreachable(bench, plan, undefined);
    const endIf = compileEnds(bench, plan, conditions);
    if (!when && endIf.some((end) => isAlways(bench, end))) ended ??= plan.id;
    const repeat = first?.source.repeat;
    return {
      id: plan.id,
      fields: compileFields(bench, plan),
      notes: compileNotes(bench, plan),
      checks: compilePageChecks(bench, plan),
      endIf,
      ...(when && { when }),
      ...(first &&
        repeat && {
          repeat: {
            of: repeat.of,
            min: repeat.min ?? 1,
            max: repeat.max ?? 1,
            first: first.id,
            ...(repeat.people && { people: repeat.people }),
            newRow: rowMaker(newRow, repeat.of),
          },
        }),
    };
  });
}

/** Apart from the workbench, which a closure beside it would keep as long as the page lives. */
function rowMaker(newRow: ScopeRules['newRow'], of: string) {
  return (index: number) => newRow(of, index);
}

/** The page that says how many rows there may be; the pages right behind it go on with each row. */
function firstOfGroup(plans: readonly PagePlan[], { source }: PagePlan): PagePlan | undefined {
  return plans.find((plan) => source.repeat && plan.source.repeat?.of === source.repeat.of);
}

/** Never true: a constant, or the bare name of a condition that is one. */
function isNever(bench: Workbench, when: Compiled<boolean>): boolean {
  return when.constant === false || bench.condition(when.source)?.constant === false;
}
