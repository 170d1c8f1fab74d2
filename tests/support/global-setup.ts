import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startPostgres } from './postgres.ts';
import { makeRunFolder } from './run-folder.ts';
import { filesBelow, ROOT, readText } from './source-tree.ts';

/** Whether one of the test files that these words choose opens databases of both kinds. */
function usesPostgres(words: readonly string[]): boolean {
  const chosen = words.filter((word) => /^[^-].*(\/|\.test)/.test(word));
  return filesBelow('tests', /\.test\.ts$/)
    .filter((path) => chosen.length === 0 || chosen.some((word) => path.includes(word)))
    .some((path) => readText(path).includes('each-database'));
}

export default async function setup(): Promise<() => Promise<void>> {
  // Programs that the tests start are compiled once, where the server keeps its own compiled files.
  process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'node-compile-cache');
  // Commands start as package.json starts them.
  const quickly = `--import=${pathToFileURL(join(ROOT, 'server/quick-imports.mjs'))}`;
  process.env['NODE_OPTIONS'] = [process.env['NODE_OPTIONS'], quickly].filter(Boolean).join(' ');
  const folder = makeRunFolder();
  // One server for the whole run, and none where no file of the run would use it.
  const postgres = usesPostgres(process.argv.slice(2)) ? await startPostgres() : undefined;
  if (postgres) process.env['TEST_POSTGRES_URL'] = postgres.url;
  return async () => {
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
}
