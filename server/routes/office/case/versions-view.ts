import { answerChanges } from '../../../domain/cases/answer-changes.ts';
import type { PastSubmission } from '../../../domain/cases/case.ts';
import type { AnswerValue } from '../../../domain/fields/answers.ts';
import type { Words } from '../../../http/words.ts';
import type { Html } from '../../../lib/html.ts';
import type { Services } from '../../../services.ts';
import { type AnswerLine, answerText } from '../../apply/answer-text.ts';
import { momentText } from '../../apply/format-text.ts';
import { fieldLabel, procedurePlain } from '../../apply/procedure-text.ts';
import type { OpenCase } from './open-case.ts';

interface VersionView {
  readonly title: string;
  readonly at: Html;
  readonly changes: readonly {
    readonly label: Html;
    /** 「2番目」 */
    readonly row?: string;
    readonly before: readonly AnswerLine[];
    readonly after: readonly AnswerLine[];
  }[];
}

const NOTHING: readonly AnswerLine[] = ['（なし）'];

function titleOf(kind: string, found: OpenCase, words: Words): string {
  if (kind === 'correction') return '訂正';
  if (kind === 'change') return '住民による変更';
  const phase = kind.replace(/^phase:/, '');
  return procedurePlain(found.procedure, words, `phases.${phase}.title`) || phase;
}

/** Each later hand-in with what it changed, field by field; the newest first. */
export function versionsView(
  { resources, catalogues }: Services,
  found: OpenCase,
  words: Words,
  submissions: readonly PastSubmission[],
): readonly VersionView[] {
  const { procedure } = found;
  const sources = { resources, catalogues, wholeAccounts: true };
  return submissions
    .slice(1)
    .map(({ kind, at, answers }, index) => ({
      title: titleOf(kind, found, words),
      at: momentText(words, at),
      changes: answerChanges(procedure, submissions[index]?.answers ?? {}, answers).map(
        ({ field, row, before, after }) => {
          const linesOf = (value: AnswerValue | undefined) => {
            const lines = answerText(field, value, words, procedure, sources);
            return lines.length > 0 ? lines : NOTHING;
          };
          return {
            label: fieldLabel(procedure, words, field),
            ...(row !== undefined && { row: `${row + 1}番目` }),
            before: linesOf(before),
            after: linesOf(after),
          };
        },
      ),
    }))
    .reverse();
}
