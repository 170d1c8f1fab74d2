import { enableCompileCache } from 'node:module';
import { parentPort } from 'node:worker_threads';
import './quick-imports.mjs';
import type { TownToCheck } from './town-state.ts';

// A thread begins without what made the server's own start quick.
enableCompileCache();
const { townState } = await import('./town-state.ts');

// A whole town is read and its examples run: not where others wait.
parentPort?.on('message', async (town: TownToCheck) => {
  parentPort?.postMessage(await townState(town));
});
