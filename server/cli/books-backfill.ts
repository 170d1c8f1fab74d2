import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { backfillLedger } from '../domain/books/backfill-ledger.ts';
import { buildServices } from '../services.ts';
import { runCommand } from './run-command.ts';

/** `npm run books:backfill`: books payments that an older release took. Run again, it changes nothing. */
await runCommand(async () => {
  const services = await buildServices(readConfig(process.env), {
    logger: pino({ level: 'silent' }),
  });
  try {
    const charges = await backfillLedger(services.stores.ledgerBackfill, services.revenue);
    console.log(`帳簿に入れた支払い：${charges}件`);
    return 0;
  } finally {
    await services.formPrinter.close();
    await services.attachmentFiles.close();
    await services.stores.close();
  }
});
