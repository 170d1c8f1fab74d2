import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { RunningServer } from './server.ts';

const COMMAND = resolve(import.meta.dirname, '../../server/cli/case.ts');
const run = promisify(execFile);

/** `npm run case -- <number> <step> …` beside the running server. @returns what it printed */
export async function runCase(
  { dataDir }: Pick<RunningServer, 'dataDir'>,
  number: string,
  ...step: readonly string[]
): Promise<string> {
  const env = { ...process.env, DATA_DIR: dataDir };
  const { stdout } = await run(process.execPath, [COMMAND, number, ...step], { env });
  return stdout;
}
