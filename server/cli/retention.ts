import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { deleteDue } from '../domain/retention/delete-due.ts';
import { type DueReport, reportDue } from '../domain/retention/due-cases.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import {
  countRows,
  deletionLine,
  deletionPaper,
  dueRows,
  ruleOf,
} from '../routes/office/retention-words.ts';
import { buildServices, type Services } from '../services.ts';
import { CommandError, runCommand } from './run-command.ts';

const USAGE = `使い方: npm run retention -- --dry-run | --run
  --dry-run  文書保存年限を過ぎた申請を、手続ごとに数えます。何も消しません
  --run      文書保存年限を過ぎた申請を消して、削除の証明書を作ります`;

function printReport({ library }: Services, report: DueReport): void {
  for (const row of dueRows(library, report)) {
    const held = row.held > 0 ? `（ほかに、削除しないことにしたもの ${row.held}件）` : '';
    console.log(`${row.title}（${row.kind}・${row.years}年）：${row.count}件${held}`);
    console.log(`    終わった日 ${row.oldest} から ${row.newest} まで`);
  }
  console.log(`消す申請：${report.total}件`);
  for (const { title, count } of countRows(library, report.open)) {
    console.log(`終わっていないため残る：${title} ${count}件`);
  }
  for (const { title, count } of countRows(library, report.withoutRule)) {
    console.log(`年限が決まっていないため残る：${title} ${count}件`);
  }
}

async function run(services: Services): Promise<void> {
  const { stores, library, papers, clock, attachmentFiles: files } = services;
  const deletion = await deleteDue(
    { retention: stores.retention, audit: stores.audit, files, papers: papers.deletions, clock },
    {
      ruleOf: ruleOf(library),
      actor: 'system',
      limit: Number.POSITIVE_INFINITY,
      line: (one) => deletionLine(library, one),
      paper: (done) => deletionPaper(library, done),
    },
  );
  console.log(`消した申請：${deletion.cases.length}件、書類のファイル：${deletion.files}件`);
  const paper = await papers.deletions.read(deletion.run);
  if (paper !== undefined) console.log(`削除の証明書：deletion-certificates/${deletion.run}.txt`);
}

/** `npm run retention`: what is over its time; and its deletion. */
await runCommand(async () => {
  const { values } = parseArgs({
    options: { 'dry-run': { type: 'boolean' }, run: { type: 'boolean' } },
  });
  if ((values.run === true) === (values['dry-run'] === true)) throw new CommandError(USAGE);
  const services = await buildServices(readConfig(process.env), {
    logger: pino({ level: 'silent' }),
  });
  try {
    if (values.run === true) await run(services);
    else {
      const today = todayInTokyo(services.clock.now());
      printReport(
        services,
        await reportDue(services.stores.retention, ruleOf(services.library), today),
      );
    }
    return 0;
  } finally {
    await services.formPrinter.close();
    await services.attachmentFiles.close();
    await services.stores.close();
  }
});
