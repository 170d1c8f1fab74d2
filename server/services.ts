import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import type { Config } from './config.ts';
import { loadResources } from './domain/bookings/load-resources.ts';
import type { Resources } from './domain/bookings/resources.ts';
import { type Catalogue, loadCatalogue } from './domain/fees/item-catalogue.ts';
import type { PaymentProvider } from './domain/payments/payment.ts';
import { compileProcedure } from './domain/procedures/compile-procedure.ts';
import { loadLibrary } from './domain/procedures/load-library.ts';
import type { Locale } from './domain/procedures/locale.ts';
import type { Library, Procedure } from './domain/procedures/procedure.ts';
import { loadWords, type Words } from './http/words.ts';
import { createSandboxProvider } from './integrations/sandbox-payments/sandbox-provider.ts';
import { type Clock, systemClock } from './lib/clock.ts';
import { todayInTokyo } from './lib/jst-date.ts';
import { openStores } from './storage/open-stores.ts';
import type { Stores } from './storage/stores.ts';

/** What routes and jobs are given. Built once, in `buildServices`; the only place that chooses drivers. */
export interface Services {
  readonly config: Config;
  readonly clock: Clock;
  readonly stores: Stores;
  readonly library: Library;
  /** The procedure as it was in that version; undefined when neither loaded nor remembered. */
  procedureVersion(procedureId: string, version: string): Promise<Procedure | undefined>;
  readonly resources: Resources;
  readonly catalogues: ReadonlyMap<string, Catalogue>;
  readonly words: (locale: Locale) => Words;
  readonly providers: ReadonlyMap<string, PaymentProvider>;
}

interface BuildOptions {
  readonly logger: FastifyBaseLogger;
  readonly clock?: Clock;
}

/** Catalogues that can be read; one with a mistake is left out and named. */
function readCatalogues(folder: string, logger: FastifyBaseLogger): Map<string, Catalogue> {
  const found = new Map<string, Catalogue>();
  for (const name of ['bulky_items']) {
    try {
      found.set(name, loadCatalogue(folder, name));
    } catch (error) {
      logger.error({ catalogue: name, problem: (error as Error).message }, 'catalogue left out');
    }
  }
  return found;
}

function reportFindings(library: Library, logger: FastifyBaseLogger): void {
  for (const [id, findings] of library.broken) {
    for (const { file, line, message, mend } of findings) {
      logger.error({ procedure: id, file, line, mend }, `definition left out: ${message}`);
    }
  }
  for (const { file, line, message } of library.warnings) logger.warn({ file, line }, message);
}

/** Remembered versions are compiled once and kept: applications and drafts stay on theirs. */
function versionFinder(stores: Stores, library: Library, compile: (s: Readonly<Record<string, string>>) => Procedure | undefined) {
  const compiled = new Map<string, Procedure | undefined>();
  return async (procedureId: string, version: string) => {
    const current = library.procedures.get(procedureId);
    if (current?.version === version) return current;
    const key = `${procedureId} ${version}`;
    if (!compiled.has(key)) {
      const sources = await stores.definitions.find(procedureId, version);
      compiled.set(key, sources && compile(sources));
    }
    return compiled.get(key);
  };
}
