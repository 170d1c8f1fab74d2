// The front door, in plain JavaScript: an old Node could not even read main.ts, so it is told here.
import module from 'node:module';

const [major, minor] = process.versions.node.split('.').map(Number);
const readsTypeScript = major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);

// Pages are short-lived strings: a small young generation and one malloc arena halve the resident
// memory and cost little. Both are decided before a process begins, so it begins anew in its own
// place (same process number; not on Windows, where it simply goes on). The old generation is kept
// small once it is ready (lib/small-heap.ts). A process for staff alone draws larger pages, a list is
// a fifth of that generation: it keeps Node's own sizes.
const SMALL = ['--max-semi-space-size=4', '--no-parallel-scavenge'];

const isForStaffAlone = process.env.SURFACES?.trim() === 'staff';

function beginSmall() {
  if (isForStaffAlone) return;
  const isSmall = process.execArgv.includes(SMALL[0]) || process.env.MALLOC_ARENA_MAX;
  if (isSmall || typeof process.execve !== 'function' || process.platform === 'win32') return;
  process.removeAllListeners('warning');
  process.execve(
    process.execPath,
    [process.execPath, ...process.execArgv, ...SMALL, ...process.argv.slice(1)],
    { ...process.env, MALLOC_ARENA_MAX: '1' },
  );
}

if (readsTypeScript) {
  beginSmall();
  await import('./quick-imports.mjs');
  module.enableCompileCache();
  await import('./main.ts');
} else {
  console.error(`
この Node.js（${process.versions.node}）では動きません。Node.js 22.18 以上（おすすめは 24）が必要です。
Linux では「npm start」が必要な Node.js を自動で用意します。そのほかの場合は、こちらからインストールしてください: https://nodejs.org/ja/download

This Node.js (${process.versions.node}) is too old. Madoguchi needs Node.js 22.18 or newer (24 is best).
On Linux, "npm start" brings the right Node.js by itself. Otherwise install it from https://nodejs.org/en/download
`);
  process.exitCode = 1;
}
