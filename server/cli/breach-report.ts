import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { addDays, isDay } from '../lib/jst-date.ts';
import { breachCsv, breachText } from '../routes/office/audit-files.ts';
import { idsOf } from '../routes/office/audit-query.ts';
import { buildServices, type Services } from '../services.ts';
import { CommandError, runCommand } from './run-command.ts';

const USAGE = `使い方: npm run breach-report -- --from 2026-11-01 --to 2026-11-21 [--subject <受付番号>] [--csv]
  だれがどの申請を、いつから見ていたかを出します（漏えいなどの報告に使う事実）。
  --csv      1件ずつの一覧を CSV で出します（ないときは、人ごとのまとめ）`;

const midnight = (day: string) => new Date(`${day}T00:00:00+09:00`);

async function print(services: Services, args: Arguments): Promise<void> {
  const { from, to, subject, csv } = args;
  const about = subject === undefined ? undefined : await idsOf(services, subject);
  if (subject !== undefined && about === undefined) {
    throw new CommandError(`受付番号 ${subject} の申請はありません。`);
  }
  const filter = { from: midnight(from), to: midnight(addDays(to, 1)), ...(about && { about }) };
  await services.stores.audit.append({
    at: services.clock.now(),
    actor: 'system',
    action: 'audit.breach_report_exported',
    subject: about?.[0] ?? '',
    detail: { from, to },
  });
  if (csv !== true) process.stdout.write(await breachText(services, filter));
  else for await (const portion of breachCsv(services, filter)) process.stdout.write(portion);
}

interface Arguments {
  readonly from: string;
  readonly to: string;
  readonly subject?: string | undefined;
  readonly csv?: boolean | undefined;
}

function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      subject: { type: 'string' },
      csv: { type: 'boolean' },
    },
  });
  const { from = '', to = '' } = values;
  if (!isDay(from) || !isDay(to) || to < from) throw new CommandError(USAGE);
  return { ...values, from, to };
}

/** `npm run breach-report`: who saw which cases when, also where nobody can sign in any more. */
await runCommand(async () => {
  const args = readArguments();
  const services = await buildServices(readConfig(process.env), {
    logger: pino({ level: 'silent' }),
  });
  try {
    await print(services, args);
    return 0;
  } finally {
    await services.formPrinter.close();
    await services.attachmentFiles.close();
    await services.stores.close();
  }
});
