import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TestDatabase } from './each-database.ts';
import type { SellerOptions } from './seller.ts';

const PROGRAM = fileURLToPath(new URL('./seller.ts', import.meta.url));

/** Runs a seller on that database; with `killAfter` (lines seen) it is killed in the middle. */
export async function runSeller(
  { dataDir, databaseUrl, keys }: Pick<TestDatabase, 'dataDir' | 'databaseUrl' | 'keys'>,
  work: Pick<SellerOptions, 'clients' | 'capacity'>,
  killAfter = Number.POSITIVE_INFINITY,
): Promise<string[]> {
  const key = keys[0]?.key.toString('hex') ?? '';
  const options: SellerOptions = { dataDir, databaseUrl, key, ...work };
  const child = spawn(process.execPath, [PROGRAM, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  child.stdout.on('data', (chunk) => {
    output += chunk;
    if (output.split('\n').length > killAfter) child.kill('SIGKILL');
  });
  const [code, signal] = await once(child, 'close');
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`seller: ${errors}`);
  // A line cut off by the kill was never seen whole by anybody.
  return output.split('\n').slice(0, -1);
}
