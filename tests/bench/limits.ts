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
async function bareCommitRate(prefix: readonly string[], folder: string): Promise<number> {
  const { line } = await runBeside(prefix, 'bare-commits.ts', [folder]);
  return Number(line);
}

const PAIRS = 5;

/**
 * What was measured, beside what the disk did right before and after it: such machines have slow
 * minutes, and a limit from another minute says nothing.
 * @returns the pair with the median share
 */
export async function besideCommits(
  prefix: readonly string[],
  folder: string,
  measure: (round: number) => Promise<number>,
): Promise<{ readonly value: number; readonly limit: number; readonly of: string }> {
  const pairs: { readonly value: number; readonly limit: number }[] = [];
  let before = await bareCommitRate(prefix, folder);
  for (let round = 0; round < PAIRS; round += 1) {
    const value = await measure(round);
    const after = await bareCommitRate(prefix, folder);
    pairs.push({ value, limit: (before + after) / 2 });
    before = after;
  }
  const sorted = pairs.sort((a, b) => a.value / a.limit - b.value / b.limit);
  const { value, limit } = sorted[Math.floor(PAIRS / 2)] ?? { value: Number.NaN, limit: 1 };
  return { value, limit, of: 'one-row FULL commits' };
}
