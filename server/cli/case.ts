import { pino } from 'pino';
import { readConfig } from '../config.ts';
import type { Application } from '../domain/applications/application.ts';
import { DomainError } from '../domain/errors.ts';
import type { Procedure } from '../domain/procedures/procedure.ts';
import { normaliseReceiptNumber } from '../lib/access-code.ts';
import { buildServices, type Services } from '../services.ts';
import { caseReport } from './case-report.ts';
import { CASE_STEPS } from './case-steps.ts';
import { CommandError, runCommand } from './run-command.ts';

/*
 * npm run case -- <receipt number> <step> […]
 * Looks at a case and takes the steps of staff, until their screens do. Ends with 0 when it was
 * done, 1 when a rule refuses it (nothing is written then), 2 when the command was written wrong.
 */

const USAGE = [
  '使い方：npm run case -- <受付番号> <すること>',
  '  show                            今の状況を見る',
  ...Object.values(CASE_STEPS).map(({ help }) => `  ${help}`),
].join('\n');

interface Found {
  readonly application: Application;
  readonly procedure: Procedure;
}

async function findCase({ stores, procedureVersion }: Services, number: string): Promise<Found> {
  const id = await stores.cases.idOfNumber(normaliseReceiptNumber(number));
  const application = id && (await stores.applications.find(id));
  if (!application) throw new CommandError(`受付番号 ${number} の申請はありません。`);
  const procedure = await procedureVersion(application.procedureId, application.version);
  if (!procedure) throw new CommandError(`手続き ${application.procedureId} の定義がありません。`);
  return { application, procedure };
}

async function show(services: Services, { application, procedure }: Found): Promise<void> {
  const { stores } = services;
  const [events, files, notes, charge] = await Promise.all([
    stores.applications.events(application.id),
    stores.attachments.listFor(application.id),
    stores.cases.notes(application.id),
    stores.charges.findByApplication(application.id),
  ]);
  const words = services.words('ja');
  console.log(caseReport({ application, procedure, events, files, notes, charge, words }));
}

const WHY: Readonly<Record<string, string>> = {
  four_eyes: '承認は、確認を始めた人とは別の人がします（--by 名前）。',
  approved_already: 'もう承認されています。',
  not_approved: '先に承認が要ります（approve）。',
  route: 'この手続きは決裁が要ります。職員のページ（/office）で起案してください。',
  identity: '先に本人確認が要ります（identity --how …）。',
};

/** A rule that refuses a step, in the words of its page. */
function refusal(services: Services, { code, detail }: DomainError): string {
  const why = WHY[String(detail['why'])];
  if (why !== undefined) return why;
  const words = services.words('ja');
  const heading = words.plain(`errors_pages:${code}.heading`);
  const about = typeof detail['about'] === 'string' ? `（${detail['about']}）` : '';
  return `${heading}${about}\n${words.plain(`errors_pages:${code}.body`)}`;
}

async function run(args: readonly string[]): Promise<number> {
  const [number, name = 'show', ...rest] = args;
  const step = CASE_STEPS[name];
  if (number === undefined || (name !== 'show' && !step)) {
    console.error(USAGE);
    return 2;
  }
  const services = await buildServices(readConfig(process.env), {
    logger: pino({ level: 'silent' }),
  });
  try {
    const found = await findCase(services, number);
    const application = step
      ? await step.run({ services, ...found, args: rest })
      : found.application;
    await show(services, { ...found, application });
    return 0;
  } catch (error) {
    if (error instanceof CommandError) {
      console.error(error.message);
      return 2;
    }
    if (!(error instanceof DomainError)) throw error;
    console.error(refusal(services, error));
    return 1;
  } finally {
    await services.attachmentFiles.close();
    await services.stores.close();
  }
}

await runCommand(() => run(process.argv.slice(2)));
