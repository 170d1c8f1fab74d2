import { randomInt } from 'node:crypto';
import type { AuditEntry } from '../audit/audit-store.ts';
import type { EntrySource } from '../understanding/entry-source.ts';

type NewAudit = Omit<AuditEntry, 'seq' | 'hash'>;

/** A short address of a procedure, for a poster, a leaflet, the town's web site. */
export interface ShortLink {
  /** Six characters that nothing else on paper looks like. */
  readonly code: string;
  readonly procedureId: string;
  readonly source: EntrySource;
  /** Where it hangs or stands: 「市民課の窓口」. */
  readonly place: string;
  readonly madeBy: string;
  readonly madeAt: Date;
  /** From then on it leads nowhere. */
  readonly endedAt?: Date;
}

export interface ShortLinkStore {
  /** @returns false when the code is taken */
  add(link: ShortLink, audit: NewAudit): Promise<boolean>;
  find(code: string): Promise<ShortLink | undefined>;
  /** Newest first, ended ones too. */
  list(procedureId: string): Promise<readonly ShortLink[]>;
  /** @returns false when it was ended before */
  end(code: string, at: Date, audit: NewAudit): Promise<boolean>;
}

/** No vowels (no words by chance), and nothing that looks like a digit or another letter. */
const ALPHABET = '23456789bcdfghjkmnpqrstvwxz';
export const SHORT_CODE = /^[2-9b-df-hj-km-np-tv-xz]{6}$/;

export function newShortCode(): string {
  return Array.from({ length: 6 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}
