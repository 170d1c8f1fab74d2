import { parentPort } from 'node:worker_threads';
import { type TownToCheck, townState } from './town-state.ts';

// A whole town is read and its examples run: not where others wait.
parentPort?.on('message', async (town: TownToCheck) => {
  parentPort?.postMessage(await townState(town));
});
