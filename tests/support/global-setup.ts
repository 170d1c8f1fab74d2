import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder of this run alone, removed at its end: the unpacked browser, font caches. */
    runFolder: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const runFolder = mkdtempSync(join(tmpdir(), 'madoguchi-test-'));
  project.provide('runFolder', runFolder);
  // One server for the whole run. A run of chosen files starts its own only where one is needed.
  const whole = !process.argv.slice(2).some((word) => /^[^-].*(\/|\.test)/.test(word));
  const postgres = whole ? await startPostgres() : undefined;
  if (postgres) process.env['TEST_POSTGRES_URL'] = postgres.url;
  return async () => {
    await postgres?.stop();
    rmSync(runFolder, { recursive: true, force: true, maxRetries: 5 });
  };
}
