import type { FastifyReply } from 'fastify';
import { financePaths } from '../../../http/finance-paths.ts';
import { formatJstMoment } from '../../../lib/japanese-calendar.ts';
import type { Services } from '../../../services.ts';
import { countWords, JOB_STATES } from './bill-import-words.ts';

const MOST_LISTED = 50;
/** Under which the counter keeps what it sells; no file. */
const COUNTER = 'counter';

const PROBLEMS = {
  no_file: 'ファイルを選んでください。例：納付書.csv',
  too_large: 'ファイルが64MBを超えています。分けて取り込んでください。',
} as const;

/** Files that were taken over, those that wait, and the form for a new one. */
export async function importsPage(
  { stores, billImportFiles }: Services,
  reply: FastifyReply,
  problem?: keyof typeof PROBLEMS,
) {
  const imports = await stores.bills.listImports(MOST_LISTED);
  const over = new Set(imports.map(({ id }) => id));
  const jobs = (await billImportFiles.list())
    .filter(({ id }) => !over.has(id))
    .sort((a, b) => (a.at < b.at ? 1 : -1));
  if (problem !== undefined) reply.code(422);
  return reply.officePage('office/finance/bill-imports', {
    title: '納付書の取り込み',
    hasErrors: problem !== undefined,
    error: problem && PROBLEMS[problem],
    action: financePaths.billImports(),
    back: financePaths.bills(),
    sampleHref: financePaths.billImportSample(),
    waiting: jobs.map(({ id, fileName, login, at, state }) => ({
      href: financePaths.billImport(id),
      fileName,
      login,
      at: formatJstMoment(new Date(at), 'ja'),
      state: JOB_STATES[state],
    })),
    imports: imports
      .filter(({ id }) => id !== COUNTER)
      .map((one) => ({
        fileName: one.fileName,
        by: one.importedBy.replace(/^staff:/, ''),
        at: formatJstMoment(one.at, 'ja'),
        rows: countWords(one.rows),
        added: countWords(one.added),
        changed: countWords(one.changed),
        cancelled: countWords(one.cancelled),
      })),
  });
}
