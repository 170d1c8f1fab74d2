import { LRUCache } from 'lru-cache';
import { largestOfDay } from '../../domain/attachments/upload-limit.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';

const MEGABYTE = 1024 * 1024;
/** More addresses than send files on one day; who is forgotten begins anew. */
const MOST_ADDRESSES = 20_000;

/** What was kept today of each network address; in memory only, nobody needs to know it later. */
const spent = new WeakMap<Services, LRUCache<string, number>>();

function bytesOf(services: Services): LRUCache<string, number> {
  let bytes = spent.get(services);
  if (bytes === undefined) {
    bytes = new LRUCache({ max: MOST_ADDRESSES });
    spent.set(services, bytes);
  }
  return bytes;
}

const keyOf = ({ clock }: Services, address: string) => `${todayInTokyo(clock.now())} ${address}`;

/** Has that address sent as much today as one may? */
export function isSpent(services: Services, address: string): boolean {
  const most = largestOfDay(services.library.municipality) * MEGABYTE;
  return (bytesOf(services).get(keyOf(services, address)) ?? 0) >= most;
}

/** @param bytes of files that are kept from now on */
export function spend(services: Services, address: string, bytes: number): void {
  const all = bytesOf(services);
  const key = keyOf(services, address);
  all.set(key, (all.get(key) ?? 0) + bytes);
}
