import type { AuditEntry } from '../audit/audit-store.ts';
import type { Locale } from '../procedures/locale.ts';

/** 緊急停止: nobody can begin or send that procedure, and why. */
export interface Pause {
  readonly id: string;
  readonly procedureId: string;
  /** In the words of whoever stopped it: Japanese always, other languages where they were written. */
  readonly reason: Readonly<Partial<Record<Locale, string>>> & { readonly ja: string };
  readonly from: Date;
  /** Exclusive; without it, until somebody lifts it. */
  readonly until?: Date;
  /** Login. */
  readonly by: string;
  readonly liftedAt?: Date;
  readonly liftedBy?: string;
}

type PauseAudit = Omit<AuditEntry, 'seq' | 'hash'>;

/** Each method is one whole commit; both that write raise the town's revision. */
export interface PauseStore {
  add(pause: Pause, audit: PauseAudit): Promise<void>;
  /** @returns false when there is none, or it was lifted before */
  lift(
    id: string,
    by: { readonly login: string; readonly at: Date },
    audit: PauseAudit,
  ): Promise<boolean>;
  /** Neither lifted nor over at that moment. */
  standing(now: Date): Promise<readonly Pause[]>;
  /** Of one procedure, newest first, lifted ones too. */
  list(procedureId: string): Promise<readonly Pause[]>;
}

export function isStanding({ from, until, liftedAt }: Pause, now: Date): boolean {
  return liftedAt === undefined && from <= now && (until === undefined || now < until);
}

/** Of a procedure's pauses the one that lasts longest; one without an end lasts longest of all. */
export function standingPause(
  pauses: readonly Pause[],
  procedureId: string,
  now: Date,
): Pause | undefined {
  const end = ({ until }: Pause) => until?.getTime() ?? Number.POSITIVE_INFINITY;
  return pauses
    .filter((pause) => pause.procedureId === procedureId && isStanding(pause, now))
    .sort((a, b) => end(b) - end(a))[0];
}
