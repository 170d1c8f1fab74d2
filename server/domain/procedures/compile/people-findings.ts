import { suggestion } from '../finding.ts';
import type { Field, Page } from '../procedure.ts';
import type { PagePlan } from './plan.ts';
import type { Report } from './report.ts';

const keysOf = (field: Field): readonly (string | boolean)[] =>
  field.type === 'yes_no' ? [true, false] : (field.options ?? []).map(({ key }) => key);

/**
 * `people` of a repeat: its rows have a name, and what a row says of who it is (続柄) is an option of
 * one of its own fields.
 */
export function checkPeople(
  pages: readonly Page[],
  plans: readonly PagePlan[],
  report: Report,
): void {
  for (const { id, repeat, fields } of pages) {
    if (repeat?.people === undefined || repeat.first !== id) continue;
    const plan = plans.find((one) => one.id === id);
    const path = [...(plan?.path ?? []), 'repeat', 'people'];
    if (!fields.some((field) => field.id === 'name' && field.type === 'name')) {
      const message = `繰り返し「${repeat.of}」に people がありますが、氏名（name: { type: name }）の項目がありません。`;
      report.error(
        path,
        'people_without_name',
        message,
        '「name: { type: name }」を書いてください。',
      );
    }
    for (const [group, says] of Object.entries(repeat.people)) {
      for (const [key, value] of Object.entries(says)) {
        tellUnknown(fields, { key, value }, [...path, group, key], report);
      }
    }
  }
}

function tellUnknown(
  fields: readonly Field[],
  { key, value }: { readonly key: string; readonly value: string | boolean },
  path: Parameters<Report['error']>[0],
  report: Report,
): void {
  const field = fields.find((one) => one.id === key);
  if (field !== undefined && keysOf(field).includes(value)) return;
  const message = `people の「${key}: ${value}」は、このページの項目と選択肢にありません。`;
  const known = field ? keysOf(field).map(String) : fields.map((one) => one.id);
  const mend = `同じページの項目と、その選択肢を書いてください。${suggestion(field ? String(value) : key, known)}`;
  report.error(path, 'unknown_name', message, mend);
}
