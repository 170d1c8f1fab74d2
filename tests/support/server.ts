import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = resolve(import.meta.dirname, '../..');
/** Until a broken start is given up; how fast it has to be is measured by the benchmark. */
const START_LIMIT_MS = 90_000;
const STOP_LIMIT_MS = 15_000;

export interface ServerOptions {
  /** Settings of the outside contract that differ from a sample town on SQLite. */
  readonly env?: Readonly<Record<string, string>>;
  /** Project folder to run, when it is not this one. */
  readonly root?: string;
  /** Keeps using an existing data folder; it is then not removed. */
  readonly dataDir?: string;
  /** Command in front of node, e.g. `taskset -c 0`. */
  readonly prefix?: readonly string[];
}

export interface RunningServer {
  /** Without a trailing slash. */
  readonly url: string;
  readonly dataDir: string;
  readonly process: ChildProcess;
  /** Milliseconds from the start of the process to the first good /readyz. */
  readonly readyAfter: number;
  /** All that it wrote so far. */
  output(): string;
  /** Asks it to stop as an operator would. @returns the exit code; kills it after 15 s. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function waitUntilReady(url: string, child: ChildProcess, output: () => string) {
  const started = performance.now();
  while (performance.now() - started < START_LIMIT_MS) {
    if (child.exitCode !== null) throw new Error(`the server ended at once:\n${output()}`);
    const reply = await fetch(`${url}/readyz`).catch(() => undefined);
    if (reply?.status === 200) return performance.now() - started;
    await sleep(25);
  }
  child.kill('SIGKILL');
  throw new Error(`the server was not ready within ${START_LIMIT_MS} ms:\n${output()}`);
}

async function stopChild(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const ended = once(child, 'exit');
  child.kill(signal);
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await ended;
  clearTimeout(killer);
  return child.exitCode;
}

/** Starts the real server as an operator does, on a data folder and a port of its own. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const root = options.root ?? ROOT;
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'madoguchi-data-'));
  const port = Number(options.env?.['PORT'] ?? (await freePort()));
  const [command = '', ...args] = [
    ...(options.prefix ?? []),
    process.execPath,
    join(root, 'server/start.mjs'),
  ];
  const url = `http://localhost:${port}`;
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      TZ: process.env['TZ'] ?? 'America/Los_Angeles',
      APP_MODE: 'sample',
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: url,
      DATA_DIR: dataDir,
      ...options.env,
    },
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      written += text;
    });
  }
  const output = () => written;
  const readyAfter = await waitUntilReady(url, child, output);
  return {
    url,
    dataDir,
    process: child,
    readyAfter,
    output,
    async stop(signal = 'SIGTERM') {
      const code = await stopChild(child, signal);
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
      return code;
    },
  };
}
