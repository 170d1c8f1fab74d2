import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { requestsPerSecond } from './measure.ts';

/** Runs a file of this folder on the server's core; resolves to its first line of output. */
async function runBeside(prefix: readonly string[], file: string, args: readonly string[]) {
  const [command = '', ...rest] = [
    ...prefix,
    process.execPath,
    join(import.meta.dirname, file),
    ...args,
  ];
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, line: line.toString().trim() };
}

/** What bare Fastify can do here: a static string of the same size. */
export async function bareFastifyRate(prefix: readonly string[], bytes: number): Promise<number> {
  const { child, line } = await runBeside(prefix, 'bare-fastify.ts', [String(bytes)]);
  try {
    return await requestsPerSecond({ url: line, status: 200 });
  } finally {
    child.kill();
  }
}

/** What the disk can do here: commits of one row with synchronous=FULL, a second. */
export async function bareCommitRate(prefix: readonly string[], folder: string): Promise<number> {
  const { line } = await runBeside(prefix, 'bare-commits.ts', [folder]);
  return Number(line);
}
