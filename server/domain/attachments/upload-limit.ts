import type { Municipality } from '../procedures/municipality.ts';

const DEFAULT_MEGABYTES = 10;

/** Largest file that is taken, in MiB. */
export function largestUpload({ uploads }: Pick<Municipality, 'uploads'>): number {
  return uploads?.max_megabytes ?? DEFAULT_MEGABYTES;
}
