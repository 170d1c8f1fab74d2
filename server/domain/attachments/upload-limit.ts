import type { Municipality } from '../procedures/municipality.ts';

type Uploads = Pick<Municipality, 'uploads'>;

const DEFAULT_MEGABYTES = 10;
/** Ten of the largest files. */
const DEFAULT_TOTAL_MEGABYTES = 100;
/** A counter's tablets and a whole mobile network may stand behind one address. */
const DEFAULT_DAILY_MEGABYTES = 2000;

/** Largest file that is taken, in MiB. */
export function largestUpload({ uploads }: Uploads): number {
  return uploads?.max_megabytes ?? DEFAULT_MEGABYTES;
}

/** All files of one draft or application together, in MiB. */
export function largestTotal({ uploads }: Uploads): number {
  return uploads?.max_total_megabytes ?? DEFAULT_TOTAL_MEGABYTES;
}

/** What is kept of one network address on one JST day, in MiB. */
export function largestOfDay({ uploads }: Uploads): number {
  return uploads?.max_daily_megabytes ?? DEFAULT_DAILY_MEGABYTES;
}
