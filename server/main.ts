import { pino } from 'pino';
import { buildApp } from './app.ts';
import { seedSampleInventory } from './cli/sample-inventory.ts';
import { seedSampleRegister } from './cli/sample-register.ts';
import { SAMPLE_PASSPHRASE, sampleSignIns, seedSampleStaff } from './cli/sample-staff.ts';
import { seedSampleTown } from './cli/seed-sample-town.ts';
import { readConfig } from './config.ts';
import { ConfigError } from './config-settings.ts';
import { startJobs } from './jobs/start-jobs.ts';
import { tellStrandedBookings } from './jobs/tell-stranded-bookings.ts';
import { keepHeapSmall } from './lib/small-heap.ts';
import { buildServices, type Services } from './services.ts';

/** Long enough for what is under way, shorter than a service manager's patience. */
const DRAIN_MS = 10_000;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const logger = pino({ level: process.env['LOG_LEVEL'] ?? 'info' });
  for (const remark of config.remarks) logger.warn(remark);
  const services = await buildServices(config, {
    logger,
    // What can't be written down must not be promised: go, and let the service manager start anew.
    onFatal: (error) => {
      logger.fatal({ err: error }, 'storage can not be trusted any more');
      process.exitCode = 1;
      setTimeout(() => process.exit(1), 1000).unref();
    },
  });
  if (config.mode === 'sample') {
    await seedSampleStaff(services);
    await seedSampleTown(services, logger);
    await seedSampleRegister(services);
    await seedSampleInventory(services);
  }
  const app = await buildApp(services, { logger });
  const baseUrl = await app.listen({ port: config.port, host: config.host });
  services.stores.reserveLog();
  const jobs = startJobs(services, logger, { baseUrl });
  announce(services);
  // A process for staff alone makes larger pages for fewer people: sweeping so often would hold up
  // one list in a hundred for a tenth of a second.
  if (config.surfaces.has('resident')) keepHeapSmall();
  // Nobody waits for it.
  tellStrandedBookings(services, logger).catch((error: unknown) =>
    logger.error({ err: error }, 'upcoming bookings could not be compared with their rules'),
  );

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'closing');
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    await jobs.stop();
    await app.close();
    await services.formCounter.flush().catch(() => {});
    await services.stores.drafts.writePending().catch(() => {});
    await services.attachmentFiles.close();
    await services.formPrinter.close();
    await services.townDesk.close();
    await services.stores.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
}

function announce(services: Services): void {
  const { publicUrl, mode, surfaces } = services.config;
  if (mode === 'production') return;
  console.log(`\n  見本市 窓口 / Madoguchi\n\n  ${publicUrl}/        住民のページ (residents)`);
  console.log(`  ${publicUrl}/ja/indicators  指標 (indicators)`);
  console.log(`  ${publicUrl}/sample/mail    見本のメール (sample mail)\n`);
  if (!surfaces.has('staff')) return;
  console.log(`  ${publicUrl}/office         職員のページ (staff)`);
  console.log(`  パスフレーズ (passphrase): ${SAMPLE_PASSPHRASE}`);
  console.log(
    `${sampleSignIns(services)
      .map((line) => `    ${line}`)
      .join('\n')}\n`,
  );
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError)
    console.error(`\n設定に誤りがあります / A setting is wrong\n  ${error.message}\n`);
  else console.error(error);
  process.exit(1);
});
