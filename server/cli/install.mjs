// Runs before `npm start` and `npm test`: brings the packages of package-lock.json when they are
// missing or not the ones that the lock file names. Plain JavaScript without packages, for any
// Node from 20 on. Contents are compared, not times: a clone gives every file the time of the clone.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const WAIT_MS = 500;
/** A lock file without a process number is being written, or its writer died: so long we believe the first. */
const UNWRITTEN_MS = 5_000;

function say(ja, en) {
  console.error(`\n${ja}\n${en}\n`);
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Why the packages have to be installed, or undefined when they are the ones of the lock file. */
export function whyInstall(root, { needsDev }) {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages;
  if (!wanted) return undefined; // nothing to install from: npm itself will say so
  const present = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  if (!present) return 'missing';
  for (const [place, entry] of Object.entries(wanted)) {
    if (place === '' || entry.link) continue;
    const here = present[place];
    if (here ? here.version !== entry.version : !mayBeAbsent(entry, needsDev)) return 'outdated';
    if (here && here.integrity !== entry.integrity) return 'outdated';
    if (here && !here.optional && !existsSync(join(root, place))) return 'outdated';
  }
  return undefined;
}

function mayBeAbsent(entry, needsDev) {
  return Boolean(entry.optional || entry.peer || entry.devOptional || (entry.dev && !needsDev));
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function lockFile(root) {
  const id = createHash('sha256').update(`${userInfo().uid}:${root}`).digest('hex').slice(0, 16);
  return join(tmpdir(), `madoguchi-install-${id}.lock`);
}

/** "mine", or "taken" while another living process installs here, or "none" where no lock can be kept. */
function takeLock(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return 'mine';
  } catch (error) {
    if (error.code !== 'EEXIST') return 'none';
  }
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    const age = Date.now() - statSync(file).mtimeMs;
    if (pid ? isAlive(pid) : age < UNWRITTEN_MS) return 'taken';
    unlinkSync(file);
  } catch {
    // It went away between two looks: try again at once.
  }
  return takeLock(file);
}

function isWritable(root) {
  try {
    accessSync(root, constants.W_OK);
    const modules = join(root, 'node_modules');
    if (existsSync(modules)) accessSync(modules, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs `npm ci`; resolves to its exit code, or "no-npm". */
function npmCi(root, { needsDev }) {
  const own = process.env.npm_execpath;
  const viaNpm = own !== undefined && /npm-cli\.c?js$/.test(own) && existsSync(own);
  // The Node that runs npm, not the one in node_modules/.bin, which `npm ci` is about to remove.
  const runtime = process.env.npm_node_execpath ?? process.execPath;
  const args = [
    'ci',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...(needsDev ? ['--include=dev'] : []),
  ];
  const [command, all] = viaNpm ? [runtime, [own, ...args]] : ['npm', args];
  return new Promise((done) => {
    const child = spawn(command, all, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: !viaNpm && process.platform === 'win32',
    });
    child.on('error', () => done('no-npm'));
    child.on('exit', (code) => done(code ?? 1));
  });
}

function explain(outcome) {
  if (outcome === 'no-npm') {
    say(
      'npm が見つかりません。Node.js 24 をインストールしてください: https://nodejs.org/ja/download',
      'npm was not found. Install Node.js 24: https://nodejs.org/en/download',
    );
  } else {
    say(
      'パッケージをインストールできませんでした。インターネットの接続（プロキシの設定）とディスクの空きを確かめて、もう一度実行してください。くわしい理由は上の npm の表示にあります。',
      'The packages could not be installed. Check the network (proxy settings) and the free disk space, then run the command again. The reason is in the npm output above.',
    );
  }
}

/** Brings node_modules in line with the lock file. @returns the exit code for the process */
export async function install(root, options) {
  if (whyInstall(root, options) === undefined) return 0;
  if (!isWritable(root)) {
    say(
      `必要なパッケージがありませんが、このフォルダーには書き込めません: ${root}\n書き込めるフォルダーに移すか、管理者に npm ci の実行を頼んでください。`,
      `Packages are missing, but this folder can't be written to: ${root}\nMove it to a writable folder, or ask the administrator to run npm ci there.`,
    );
    return 1;
  }
  const lock = lockFile(root);
  let held = takeLock(lock);
  if (held === 'taken') {
    say(
      '別のプロセスがインストール中です。終わるのを待ちます。',
      'Another process is installing. Waiting for it.',
    );
  }
  while (held === 'taken') {
    await new Promise((go) => setTimeout(go, WAIT_MS));
    held = takeLock(lock);
  }
  try {
    const why = whyInstall(root, options);
    if (why === undefined) return 0;
    if (why === 'missing') {
      say(
        '必要なパッケージをインストールします（はじめの1回だけ、数分かかります）。',
        'Installing the packages (only the first time; it takes some minutes).',
      );
    } else {
      say(
        'package-lock.json が新しくなりました。パッケージを入れ直します。',
        'package-lock.json has changed. Installing the packages again.',
      );
    }
    const outcome = await npmCi(root, options);
    if (outcome === 0) return 0;
    explain(outcome);
    return outcome === 'no-npm' ? 1 : outcome;
  } finally {
    if (held === 'mine') unlinkSync(lock);
  }
}

const self = fileURLToPath(import.meta.url); // import.meta.filename is younger than Node 20.0
if (process.argv[1] && resolve(process.argv[1]) === self) {
  // Only the tests need the packages for development: a server may have left them out.
  const needsDev = process.env.npm_lifecycle_event === 'pretest';
  process.exitCode = await install(resolve(self, '../../..'), { needsDev });
}
