// The front door, in plain JavaScript: an old Node could not even read main.ts, so it is told here.
import module from 'node:module';

const [major, minor] = process.versions.node.split('.').map(Number);
const readsTypeScript = major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);

if (readsTypeScript) {
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
