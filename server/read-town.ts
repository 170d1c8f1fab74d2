import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import type { Config } from './config.ts';
import type { Clock } from './lib/clock.ts';
import { todayInTokyo } from './lib/jst-date.ts';
import { type LoadedTown, loadTownFolder } from './load-town-folder.ts';

/** What is in the folders of the configuration, of today; what was compiled before is remembered beside the data. */
export function readTown({ proceduresDir, localesDir, dataDir }: Config, clock: Clock) {
  const cacheFile = join(dataDir, 'definitions.json');
  return loadTownFolder(proceduresDir, localesDir, todayInTokyo(clock.now()), cacheFile);
}

/** What was left out of the town and why, for whoever reads the log. */
export function report(logger: FastifyBaseLogger, found: LoadedTown): void {
  const { library, bundles, findings } = found;
  for (const { file, line, message, mend } of [...library.broken.values()].flat()) {
    logger.error({ file, line, mend }, `definition left out: ${message}`);
  }
  for (const { file, line, message, mend } of findings) {
    logger.error({ file, line, mend }, `left out: ${message}`);
  }
  for (const { file, line, message } of [...library.warnings, ...bundles.warnings]) {
    logger.warn({ file, line }, message);
  }
}
