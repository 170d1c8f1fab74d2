import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onlyOnce, READY } from './only-once.ts';
import { DEFINITION_CACHE, knownDefinitions } from './sample-town.ts';
import { type RunningServer, startServer } from './server.ts';

/** An empty data folder of its own in which no start has to read every definition anew. */
export async function freshDataFolder(): Promise<string> {
  const known = await knownDefinitions();
  const folder = mkdtempSync(join(tmpdir(), 'madoguchi-data-'));
  cpSync(known, join(folder, DEFINITION_CACHE));
  return folder;
}

/** A heap for a busy minute, not the small one for a town's long days (start.mjs), which the benchmark measures. */
const ROOMY = {
  MALLOC_ARENA_MAX: '1',
  NODE_OPTIONS: '--max-semi-space-size=64',
};

/** The folder that the first start leaves behind: it begins with no data, and seeds the town. */
function firstStart(): Promise<string> {
  return onlyOnce('first-start', async (dataDir) => {
    cpSync(await knownDefinitions(), join(dataDir, DEFINITION_CACHE));
    const server = await startServer({ dataDir, env: ROOMY });
    const code = await server.stop();
    if (code !== 0) throw new Error(`the first start ended with ${code}:\n${server.output()}`);
  });
}

/**
 * The real server of the sample town on a copy of what the first start made: its second start.
 * @param env settings of the outside contract that differ
 */
export async function startSampleTown(
  env: Readonly<Record<string, string>> = {},
): Promise<RunningServer> {
  const prepared = await firstStart();
  const dataDir = mkdtempSync(join(tmpdir(), 'madoguchi-data-'));
  cpSync(prepared, dataDir, {
    recursive: true,
    filter: (path) => !path.endsWith(READY),
  });
  const remove = () => rmSync(dataDir, { recursive: true, force: true });
  const server = await startServer({ dataDir, env: { ...ROOMY, ...env } }).catch(
    (error: unknown) => {
      remove();
      throw error;
    },
  );
  return {
    ...server,
    async stop(signal) {
      const code = await server.stop(signal);
      remove();
      return code;
    },
  };
}
