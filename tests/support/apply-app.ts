import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type Logger, pino } from 'pino';
import { buildApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { fixedClock } from '../../server/lib/clock.ts';
import { todayInTokyo } from '../../server/lib/jst-date.ts';
import { buildServices, type Services } from '../../server/services.ts';
import { SQLITE_FILE } from '../../server/storage/sqlite-driver.ts';
import { InjectedResident } from './injected-resident.ts';
import { fullExample, madeUpAnswers } from './made-up-answers.ts';
import { freshDataFolder } from './prepared-town.ts';
import { procedureOf, readSampleTown } from './sample-town.ts';
import { watchRows } from './watch-rows.ts';

/** A Saturday noon in Tokyo. */
export const NOON = '2026-11-21T12:00:00+09:00';

interface ApplyAppOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly logger?: Logger;
  /** A data folder that is there already; it is left behind. */
  readonly dataDir?: string;
  /** Services with something changed, for what must not happen. */
  tamper?(services: Services): Services;
  /** Routes of a test's own. */
  extend?(app: FastifyInstance): void;
  /** The same on the staff's side. */
  extendStaff?(site: FastifyInstance): void;
}

/** The whole site in this process on a SQLite file of its own; the clock stands until it is set. */
export async function applyApp(options: ApplyAppOptions = {}) {
  const dataDir = options.dataDir ?? (await freshDataFolder());
  const clock = fixedClock(NOON);
  const logger = options.logger ?? pino({ level: 'silent' });
  const config = readConfig({ DATA_DIR: dataDir, ...options.env });
  const isSample = options.env?.['PROCEDURES_DIR'] === undefined;
  const town = isSample ? await readSampleTown(todayInTokyo(clock.now())) : undefined;
  const built = await buildServices(config, { logger, clock, ...(town && { town }) });
  const services = options.tamper?.(built) ?? built;
  const app = await buildApp(services, { logger });
  options.extend?.(app);
  if (options.extendStaff) options.extendStaff(await app.staffSite());
  const residents: InjectedResident[] = [];
  const rows = watchRows(join(dataDir, SQLITE_FILE));

  return {
    app,
    services,
    clock,
    dataDir,
    /** A browser that has not been here before. */
    resident() {
      const resident = new InjectedResident(app, services.config.publicUrl);
      residents.push(resident);
      return resident;
    },
    /** Somebody who has filled in a procedure as far as that page, which is open and not sent. */
    async applicant(id: string, until = 'check', locale = 'ja') {
      const procedure = procedureOf(services.library, id);
      const today = todayInTokyo(clock.now());
      const answers = madeUpAnswers(procedure, fullExample(procedure), today);
      const resident = this.resident();
      const form = await resident.fill({ procedure, answers, until, locale });
      return { resident, procedure, answers, ...form };
    },
    /** Every row of every table, as text: equal when nothing was written. */
    everything: rows.all,
    async close() {
      rows.close();
      await app.close();
      await built.attachmentFiles.close();
      await built.formPrinter.close();
      await built.townDesk.close();
      await built.stores.close();
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export type ApplyApp = Awaited<ReturnType<typeof applyApp>>;
