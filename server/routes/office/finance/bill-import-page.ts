import type { FastifyReply } from 'fastify';
import { shownNumber } from '../../../domain/bills/bill-number.ts';
import { canImport, type ImportCounts, type ImportJob } from '../../../domain/bills/import-job.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { formatJstMoment } from '../../../lib/japanese-calendar.ts';
import type { Services } from '../../../services.ts';
import {
  countWords,
  fileProblemWords,
  JOB_STATES,
  KEPT_WORDS,
  problemWords,
} from './bill-import-words.ts';

const REFRESH_SECONDS = '2';

function countRows({ add, change, settle, same, keep, refused }: ImportCounts, isDone: boolean) {
  const rows: readonly [string, number][] = [
    [isDone ? '新しく入れた納付書' : '新しい納付書', add],
    [isDone ? '変えた納付書' : '変わる納付書', change],
    [isDone ? '取り消し・支払済にした納付書' : '取り消し・支払済になる納付書', settle],
    ['同じもの（何もしない）', same],
    ['変えられないもの（そのまま残す）', keep],
    ['読めない行', refused],
  ];
  return rows.map(([name, value]) => ({ name, value: countWords(value) }));
}

/** One file: what it would do, how far it is, what it did. */
export async function importPage(
  { stores }: Services,
  reply: FastifyReply,
  job: ImportJob,
): Promise<string> {
  const { state, counts, problems, kept, fileProblem } = job;
  const isMoving = state === 'checking' || state === 'importing';
  if (isMoving) reply.header('Refresh', REFRESH_SECONDS);
  const record = state === 'importing' ? await stores.bills.findImport(job.id) : undefined;
  return reply.officePage('office/finance/bill-import', {
    title: '納付書の取り込み',
    styles: ['office-account.css'],
    state,
    stateWords: JOB_STATES[state],
    isMoving,
    progress:
      record &&
      countWords(record.added + record.changed + record.cancelled + counts.same + counts.keep),
    rows: countWords(job.rows),
    fileName: job.fileName,
    encoding: job.encoding === 'utf8' ? 'UTF-8' : 'CP932（Shift_JIS）',
    at: formatJstMoment(new Date(job.at), 'ja'),
    by: job.login,
    fileProblem: fileProblem && fileProblemWords(fileProblem),
    counts: countRows(counts, state === 'done'),
    refused: counts.refused,
    problems: problems.map(problemWords),
    kept: kept.map(({ line, number, why }) => ({
      line: `${line}行目`,
      number: shownNumber(number),
      why: KEPT_WORDS[why],
    })),
    keptCount: counts.keep,
    canImport: canImport(job),
    action: financePaths.billImport(job.id),
    back: financePaths.billImports(),
  });
}
