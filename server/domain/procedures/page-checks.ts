import type { Answers, FieldError } from '../fields/answers.ts';
import { countInput } from '../fields/inner-rows.ts';
import { fieldType } from '../fields/registry.ts';
import type { Field, Page, Scope } from './procedure.ts';

/**
 * Rules over several answers of a page, once its fields are valid. On a repeat page, rules that
 * speak of `row` run for each row, the others once for the page.
 * @param only `row` or `page` on a repeat page
 * @param answered given for example cases: a rule is left alone while one of these fields that it
 *   leans on has no answer
 */
export function runChecks(
  page: Page,
  scope: Scope,
  only?: 'row' | 'page',
  answered?: { readonly fields: readonly Field[]; readonly answers: Answers },
): readonly FieldError[] {
  const errors: FieldError[] = [];
  for (const { key, field, failsWhen } of page.checks) {
    const ofRow = failsWhen.uses?.has('row') === true;
    if (only !== undefined && ofRow !== (only === 'row')) continue;
    if (answered && !isAnswered(answered.fields, failsWhen.uses, answered.answers, ofRow)) continue;
    if (!failsWhen.run(scope)) continue;
    const at = page.fields.find(({ id }) => id === field);
    errors.push({
      field,
      input: at ? firstInput(at) : field,
      code: 'check_failed',
      textKey: `pages.${page.id}.checks.${key}`,
    });
  }
  return errors;
}

/**
 * The rules of a group inside a page over one of its rows.
 * @param scope `row` in it is the row
 * @param answered as in `runChecks`
 */
export function runRowChecks(
  { rows, textKey }: Field,
  scope: Scope,
  answered?: { readonly fields: readonly Field[]; readonly answers: Answers },
): readonly FieldError[] {
  const { checks = [], fields = [] } = rows ?? {};
  return checks.flatMap(({ key, field, failsWhen }) => {
    if (answered && !isAnswered(answered.fields, failsWhen.uses, answered.answers, true)) return [];
    if (!failsWhen.run(scope)) return [];
    const at = fields.find(({ id }) => id === field);
    const input = at ? firstInput(at) : field;
    return [{ field, input, code: 'check_failed', textKey: `${textKey}.checks.${key}` }];
  });
}

function firstInput(field: Field): string {
  if (field.rows) return countInput(field);
  return fieldType(field.type).inputs(field)[0] ?? field.id;
}

/** Is every one of these fields that a rule leans on answered? */
export function isAnswered(
  fields: readonly Field[],
  uses: ReadonlySet<string> | undefined,
  answers: Answers,
  ofRow = false,
): boolean {
  return fields.every(
    ({ id }) => !uses?.has(ofRow ? `row.${id}` : id) || Object.hasOwn(answers, id),
  );
}
