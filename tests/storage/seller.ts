// A process of its own that submits for the sake of race and crash tests:
// node seller.ts <JSON of SellerOptions>; prints one line per acknowledged submission.
import type { DomainError } from '../../server/domain/errors.ts';
import type { StorageOptions } from '../../server/storage/open-stores.ts';
import { openStores } from '../../server/storage/open-stores.ts';
import { sampleBooking, sampleSubmission } from './samples.ts';

export interface SellerOptions extends Omit<StorageOptions, 'keys' | 'onFatal'> {
  readonly key: string;
  /** Submits at the same time; with `capacity` all for the same slot, once; else until killed. */
  readonly clients: number;
  readonly capacity?: number;
}

const options = JSON.parse(process.argv[2] ?? '') as SellerOptions;
const keys = [{ id: 'k1', key: Buffer.from(options.key, 'hex') }];
const stores = await openStores({ ...options, keys });
const { capacity, clients } = options;

async function submit(booking: ReturnType<typeof sampleBooking> | null): Promise<void> {
  const submission = sampleSubmission({ booking });
  // As a resident does on a busy machine: the same form again. It can't be taken twice.
  for (let tries = 5; ; tries -= 1) {
    try {
      const { result } = await stores.applications.submit(submission);
      const outcome = result === 'already' ? 'submitted' : result;
      process.stdout.write(`${outcome} ${submission.application.id}\n`);
      return;
    } catch (error) {
      if (tries === 0 || (error as DomainError).code !== 'storage_unavailable') throw error;
    }
  }
}

async function client(): Promise<void> {
  if (capacity !== undefined) return submit(sampleBooking({ capacity }));
  for (;;) await submit(null);
}

await Promise.all(Array.from({ length: clients }, client));
await stores.close();
