import type { Definition } from '../definition-schema.ts';
import { suggestion } from '../finding.ts';
import type { Report } from './report.ts';

/** Tells what does not fit together in an exemption with proof, and days to pay that nothing asks for. */
export function checkExemption(report: Report, { fee, attachments = {} }: Definition): void {
  if (fee?.pay_days !== undefined && fee.when !== 'monthly_bill' && fee.when !== 'at_counter') {
    const mend = 'この行を消すか、「when: monthly_bill」か「when: at_counter」にしてください。';
    report.error(
      ['fee', 'pay_days'],
      'wrong_value',
      'pay_days は、月ごとの請求と、窓口で払う料金だけのものです。',
      mend,
    );
  }
  if (fee?.online && fee.when !== 'at_counter') {
    const mend = 'この行を消してください。ほかの料金は、いつもオンラインで払えます。';
    report.error(
      ['fee', 'online'],
      'wrong_value',
      'online は、窓口で払う料金だけのものです。',
      mend,
    );
  }
  const proof = fee?.exempt_proof;
  if (proof === undefined) return;
  const path = ['fee', 'exempt_proof'];
  if (fee?.exempt_when === undefined) {
    const mend = 'だれが免除されるかを「exempt_when: 条件の名前」で書いてください。';
    report.error(
      path,
      'missing_key',
      '免除の書類（exempt_proof）があるのに、exempt_when がありません。',
      mend,
    );
  }
  if (fee?.when !== 'with_application' && fee?.when !== 'monthly_bill') {
    const mend = 'この行を消すか、「when: with_application」にしてください。';
    report.error(path, 'wrong_value', '職員が金額を決める料金に、免除の書類は要りません。', mend);
  }
  const known = Object.keys(attachments);
  for (const [index, key] of proof.entries()) {
    if (known.includes(key)) continue;
    const message = `免除の書類「${key}」は attachments にありません。`;
    report.error([...path, index], 'unknown_attachment', message, suggestion(key, known));
  }
}
