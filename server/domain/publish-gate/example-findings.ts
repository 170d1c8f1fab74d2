import type { GateFinding } from './gate-finding.ts';
import type { GateSubject } from './gate-subject.ts';
import { findingAt } from './new-finding.ts';

/**
 * Examples that fail are told where the definition is compiled. Without any, nobody has ever seen the
 * conditions and the fee of this procedure reckoned.
 */
export function exampleFindings(subject: GateSubject): readonly GateFinding[] {
  const { written } = subject.compilation;
  if (!written || Object.keys(written.definition.examples ?? {}).length > 0) return [];
  const { conditions = {}, fee } = written.definition;
  // The questions of who applies are the program's own, and tested there.
  const pages = written.pages.filter(({ path }) => path[0] !== 'who');
  const hasFee = fee !== undefined && fee.when !== 'none';
  const branches =
    Object.keys(conditions).length > 0 ||
    pages.some(
      ({ source, fields }) =>
        source.when !== undefined || fields.some((field) => field.source.when !== undefined),
    );
  if (!hasFee && !branches) return [];
  const what = [...(branches ? ['条件'] : []), ...(hasFee ? ['手数料'] : [])].join('と');
  const says = [
    `${what}がありますが、答えの例がひとつもありません。正しく動くかを、だれも確かめていません。`,
    '例をひとつ作ってください。例：「犬が2頭なら、手数料は 6,000円」。',
  ] as const;
  return [findingAt(subject, 'warning', 'examples.none', ['examples'], says)];
}
