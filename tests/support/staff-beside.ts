import { pino } from 'pino';
import { readConfig } from '../../server/config.ts';
import { todayInTokyo } from '../../server/lib/jst-date.ts';
import { buildServices } from '../../server/services.ts';
import { staffStep } from './case-desk.ts';
import { readSampleTown } from './sample-town.ts';
import type { RunningServer } from './server.ts';

/**
 * Staff beside the running server, on a connection of their own to its database: the steps of
 * `npm run case` without a program that starts for each of them.
 */
export async function staffBeside({ dataDir }: Pick<RunningServer, 'dataDir'>) {
  const logger = pino({ level: 'silent' });
  const town = await readSampleTown(todayInTokyo(new Date()));
  const services = await buildServices(readConfig({ DATA_DIR: dataDir }), { logger, town });
  const { stores, attachmentFiles } = services;
  return {
    async step(number: string, name: string, ...args: string[]): Promise<void> {
      const id = await stores.cases.idOfNumber(number);
      if (id === undefined) throw new Error(`no application ${number}`);
      await staffStep(services, id, name, ...args);
    },
    async close(): Promise<void> {
      await attachmentFiles.close();
      await stores.close();
    },
  };
}
