import type { Definition } from '../definition-schema.ts';
import type { Report } from './report.ts';

/** Tells brackets that no day ever falls into, and those that give back more the later it is. */
export function checkRefundBrackets(report: Report, { withdraw }: Definition): void {
  const brackets = withdraw?.refund ?? [];
  const reach = ({ days_before, border }: (typeof brackets)[number]) =>
    days_before + (border === 'exclusive' ? 1 : 0);
  for (const [index, bracket] of brackets.entries()) {
    const before = brackets[index - 1];
    if (before === undefined) continue;
    const path = ['withdraw', 'refund', index];
    if (reach(bracket) >= reach(before)) {
      const message = `「${bracket.days_before}日前」の返金は、上の行が先に当てはまるので使われません。`;
      report.error(path, 'wrong_refund', message, '日数の大きい順に書いてください。');
    }
    if (bracket.percent > before.percent) {
      const message = `遅く取り消すほど多く返すことになっています（${before.percent}%の後に${bracket.percent}%）。`;
      report.error(path, 'wrong_refund', message, '返す割合を、上の行より小さくしてください。');
    }
  }
}
