import { closeIdleSittings, sittingTimes } from '../domain/counter/sitting-timeout.ts';
import type { Services } from '../services.ts';
import type { Job } from './run-every.ts';

/** Sittings that nobody touches end without their page, too; one process of several is enough. */
export function sittingJobs({ stores, clock, library, config }: Services): Job[] {
  if (!config.surfaces.has('staff')) return [];
  const times = sittingTimes(library.municipality);
  const run = async () =>
    void (await closeIdleSittings({ sittings: stores.sittings, clock }, times));
  return [{ name: 'close idle sittings', everyMs: 15_000, run }];
}
