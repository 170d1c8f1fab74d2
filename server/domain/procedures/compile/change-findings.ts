import type { Definition } from '../definition-schema.ts';
import { suggestion } from '../finding.ts';
import type { Field } from '../procedure.ts';
import type { Report } from './report.ts';

/** Tells what can't be changed after it was sent: no such question, or nothing that was paid with it. */
export function checkChanges(
  report: Report,
  { changes, fee }: Definition,
  fields: ReadonlyMap<string, Field>,
): void {
  if (changes === undefined) return;
  const own = [...fields.values()].filter(({ repeat }) => repeat === undefined);
  const known = own.map(({ id }) => id);
  for (const [index, id] of changes.fields.entries()) {
    if (known.includes(id)) continue;
    const message = `「${id}」という項目はありません（繰り返しの中の項目は、変更できません）。`;
    report.error(['changes', 'fields', index], 'unknown_name', message, suggestion(id, known));
  }
  const when = fee?.when ?? 'none';
  if (when !== 'with_application' && when !== 'none') {
    const mend = 'changes を消すか、料金を「when: with_application」にしてください。';
    const message = '申込みの後に決まる料金があるときは、住民が自分で変更できません。';
    report.error(['changes'], 'wrong_change', message, mend);
  }
  // Nobody opens a number to keep what was there before; a new one belongs into a correction.
  if ([...fields.values()].some(({ type }) => type === 'individual_number')) {
    const message = '個人番号のある手続では、送った後の変更（changes）は使えません。';
    report.error(['changes'], 'wrong_change', message, 'changes を消してください。');
  }
}
