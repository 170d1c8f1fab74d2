import { TillRefused } from './till-refused.ts';

/** The number on the slip of a card terminal, as typed. @throws TillRefused slip_missing */
export function readSlip(typed: string): string {
  const plain = typed.normalize('NFKC').trim();
  if (!/^[\w-]{1,30}$/.test(plain)) throw new TillRefused('slip_missing');
  return plain;
}
