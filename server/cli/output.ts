import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { stringify } from 'csv-stringify/sync';
import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { applicationRecord, flatItems } from '../domain/output/application-record.ts';
import { applicantMarks } from '../domain/protections/person-marks.ts';
import type { CaseParts } from '../routes/documents/application-document.ts';
import { printApplication } from '../routes/documents/print-application.ts';
import { buildServices, type Services } from '../services.ts';
import { CommandError, runCommand } from './run-command.ts';

const USAGE = `使い方: npm run output -- <受付番号> [--record json|csv] [--pdf <ファイル>]
  --record json  記録（基幹システム用のデータ）を JSON で出します（指定がないときはこれです）
  --record csv   記録を CSV で出します
  --pdf <ファイル> 申請書を PDF にします
  --protected    支援措置の申請でも出します（出したことが操作の記録に残ります）
個人番号は出ません。`;

async function find({ stores, procedureVersion }: Services, number: string): Promise<CaseParts> {
  const id = await stores.cases.idOfNumber(number);
  const application = id === undefined ? undefined : await stores.applications.find(id);
  if (application === undefined) throw new CommandError(`受付番号 ${number} の申請はありません。`);
  const procedure = await procedureVersion(application.procedureId, application.version);
  if (procedure === undefined) throw new CommandError('この申請の手続の定義が見つかりません。');
  const [events, attachments] = await Promise.all([
    stores.applications.events(application.id),
    stores.attachments.listFor(application.id),
  ]);
  return { procedure, application, events, attachments };
}

/** Whoever may run commands may see everything; but not by accident, and not without a trace. */
async function allowProtected(
  { stores, clock }: Services,
  { application, procedure }: CaseParts,
  isMeant: boolean,
): Promise<void> {
  const { id } = application;
  const marks = applicantMarks(procedure, application.answers);
  await stores.protections.match([{ applicationId: id, marks }], clock.now());
  if (!(await stores.protections.keptFrom('')).has(id)) return;
  if (!isMeant) {
    throw new CommandError('支援措置の申請です。出してよいときは --protected を付けてください。');
  }
  const entry = { actor: 'system', action: 'case.printed', subject: id, detail: {} };
  await stores.audit.append({ at: clock.now(), ...entry });
}

function printRecord({ procedure, application, events }: CaseParts, format: string): void {
  const record = applicationRecord(procedure, application, events);
  if (format === 'json') console.log(JSON.stringify(record, null, 2));
  else {
    const { items, ...head } = record;
    const rows = [...Object.entries(head), ...flatItems(items)];
    // A spreadsheet must not run what a resident typed.
    process.stdout.write(stringify([['item', 'value'], ...rows], { escape_formulas: true }));
  }
}

/** `npm run output`: the data record or the PDF of one case, for the core system and the file. */
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    options: {
      record: { type: 'string' },
      pdf: { type: 'string' },
      protected: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [number] = positionals;
  const format = values.record ?? 'json';
  if (number === undefined || !['json', 'csv'].includes(format)) throw new CommandError(USAGE);
  const services = await buildServices(readConfig(process.env), {
    logger: pino({ level: 'silent' }),
  });
  try {
    const parts = await find(services, number);
    await allowProtected(services, parts, values.protected);
    if (parts.procedure.sealed) {
      throw new CommandError('この申請は封をしてあります。開けるのは「npm run unseal」だけです。');
    }
    if (values.pdf !== undefined) {
      writeFileSync(values.pdf, await printApplication(services, parts));
      console.error(`${values.pdf} に書きました。`);
    }
    if (values.pdf === undefined || values.record !== undefined) printRecord(parts, format);
    return 0;
  } finally {
    await services.formPrinter.close();
    await services.attachmentFiles.close();
    await services.stores.close();
  }
});
