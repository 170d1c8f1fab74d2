import { newAccessCode } from '../../lib/access-code.ts';
import { addDays } from '../../lib/jst-date.ts';
import { LONGEST, normalisePassphrase } from './passphrase.ts';

/** OWASP Password Storage Cheat Sheet: argon2id (the library's default kind), 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Of a passphrase that nobody knows: an unknown login takes as long as a wrong passphrase. */
const NOBODYS =
  '$argon2id$v=19$m=19456,t=2,p=1$ZoL5EJ76foqKN+T5ZJc45w$jjumv4cGo3vsjZ+TnKyQTMazvEEyWSedtXBvfQ9uhL0';

const TEMPORARY = /^temporary:(\d{4}-\d{2}-\d{2}):/;
const TEMPORARY_DAYS = 14;

/** What is stored: argon2id in PHC form, off the main thread. */
export async function hashPassphrase(passphrase: string): Promise<string> {
  const { hash } = await import('@node-rs/argon2');
  return hash(normalisePassphrase(passphrase), COST);
}

export interface TemporaryPassphrase {
  /** To be shown once. */
  readonly passphrase: string;
  readonly hash: string;
  /** JST day, inclusive. */
  readonly lastDay: string;
}

/** 80 random bits that can be read out at a desk: good for two weeks, and only to choose one's own. */
export async function newTemporaryPassphrase(today: string): Promise<TemporaryPassphrase> {
  const passphrase = `${newAccessCode()}-${newAccessCode().slice(0, 4)}`.toLowerCase();
  const lastDay = addDays(today, TEMPORARY_DAYS);
  return { passphrase, hash: `temporary:${lastDay}:${await hashPassphrase(passphrase)}`, lastDay };
}

/** Somebody else knows it: the owner must choose another one before anything else. */
export function isTemporary(stored: string | null): boolean {
  return stored !== null && TEMPORARY.test(stored);
}

/** Takes the same time whether there is such a passphrase or not. */
export async function fitsPassphrase(
  stored: string | null,
  typed: string,
  today: string,
): Promise<boolean> {
  const { verify } = await import('@node-rs/argon2');
  const lastDay = TEMPORARY.exec(stored ?? '')?.[1];
  const hash = stored?.replace(TEMPORARY, '') ?? NOBODYS;
  const fits = await verify(hash, normalisePassphrase(typed.slice(0, LONGEST * 2)));
  return fits && stored !== null && (lastDay === undefined || today <= lastDay);
}
