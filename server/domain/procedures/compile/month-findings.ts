import type { Definition } from '../definition-schema.ts';
import { suggestion } from '../finding.ts';
import type { Field } from '../procedure.ts';
import type { Report } from './report.ts';

/** Tells of months of use that nothing bills, or that no date says. */
export function checkMonths(
  report: Report,
  { fee, review }: Definition,
  fields: ReadonlyMap<string, Field>,
): void {
  const months = fee?.months;
  if (months === undefined) return;
  const path = ['fee', 'months'];
  if (fee?.when !== 'monthly_bill') {
    const mend = 'この行を消すか、「when: monthly_bill」にしてください。';
    report.error(path, 'wrong_value', 'months は、月ごとの請求だけのものです。', mend);
  }
  const outcomes = review?.outcomes ?? [];
  if (!outcomes.includes('granted') || !outcomes.includes('completed')) {
    const mend = 'review に「outcomes: [granted, refused, completed]」と書いてください。';
    const message = '毎月の請求は、認めた後に始まり、完了にした月で終わります。';
    report.error(path, 'wrong_value', message, mend);
  }
  const dates = [...fields.values()].filter(
    ({ type, repeat }) => type === 'date' && repeat === undefined,
  );
  const known = dates.map(({ id }) => id);
  for (const [key, id] of Object.entries(months)) {
    if (id === undefined || known.includes(id)) continue;
    const message = `「${id}」という日付の項目はありません（繰り返しの中の項目は、使えません）。`;
    report.error([...path, key], 'unknown_name', message, suggestion(id, known));
  }
}
