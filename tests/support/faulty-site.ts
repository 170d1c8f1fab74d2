import { rmSync } from 'node:fs';
import { pino } from 'pino';
import { buildApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { todayInTokyo } from '../../server/lib/jst-date.ts';
import { buildServices } from '../../server/services.ts';
import type { Stores } from '../../server/storage/stores.ts';
import { freshDataFolder } from './prepared-town.ts';
import { readSampleTown } from './sample-town.ts';
import { freePort } from './server.ts';

export interface FaultySite {
  readonly url: string;
  close(): Promise<void>;
}

/** The site in this process, with stores that were tampered with: for what must not happen. */
export async function openFaultySite(tamper: (stores: Stores) => Stores): Promise<FaultySite> {
  const dataDir = await freshDataFolder();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const config = readConfig({ DATA_DIR: dataDir, PORT: String(port), PUBLIC_URL: url });
  const logger = pino({ level: 'silent' });
  const town = await readSampleTown(todayInTokyo(new Date()));
  const services = await buildServices(config, { logger, town });
  const app = await buildApp({ ...services, stores: tamper(services.stores) }, { logger });
  await app.listen({ port, host: '127.0.0.1' });
  return {
    url,
    async close() {
      await app.close();
      await services.stores.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
