import type { Clock } from '../../lib/clock.ts';
import { keyFingerprint } from '../../lib/key-fingerprint.ts';
import type { AuditEntry } from '../audit/audit-store.ts';
import type { KeyChange, KeyChangeStore, KeyPublication } from './key-change.ts';
import type { KeyOutcome } from './key-outcome.ts';
import type { TownCheck } from './town-check.ts';

type Audit = Omit<AuditEntry, 'seq' | 'hash'>;

/** What the steps of a key's change lean on. */
export interface KeyDesk {
  readonly changes: KeyChangeStore;
  readonly clock: Clock;
  /** The key that is in force; '' where there is none. */
  keyNow(section: string): Promise<string>;
  /** What the town's file becomes with that key, and whether the town stands with it. */
  publication(
    change: KeyChange,
    by: string,
    audit: Audit,
  ): Promise<{ readonly file: KeyPublication; readonly check: TownCheck }>;
}

const DONE: KeyOutcome = { kind: 'done' };
const TOO_LATE: KeyOutcome = { kind: 'too_late' };

const shown = (key: string) => (key === '' ? 'なし' : keyFingerprint(key));

function auditOf(
  { section, before, key }: Pick<KeyChange, 'section' | 'before' | 'key'>,
  { action, by, at }: { readonly action: string; readonly by: string; readonly at: Date },
  detail: Readonly<Record<string, string>> = {},
): Audit {
  const keys = { key_before: shown(before), key_after: shown(key) };
  return {
    ...{ at, actor: `staff:${by}`, subject: section },
    action: `sealing_key.${action}`,
    detail: { ...keys, ...detail },
  };
}

/** The old key stays in use until somebody else has confirmed the new one. */
export async function askForKey(
  { changes, clock, keyNow }: KeyDesk,
  { section, key, by }: { readonly section: string; readonly key: string; readonly by: string },
): Promise<KeyOutcome> {
  const before = await keyNow(section);
  if (before === key) return { kind: 'same_key' };
  const at = clock.now();
  const change = { section, key, before, askedBy: by, askedAt: at };
  const asked = await changes.ask(change, auditOf(change, { action: 'asked', by, at }));
  return asked ? DONE : { kind: 'waits_already' };
}

/** The second pair of eyes, on exactly what was looked at: never the one who asked. */
export async function confirmKey(
  { changes, clock, keyNow, publication }: KeyDesk,
  change: KeyChange,
  by: string,
): Promise<KeyOutcome> {
  if (change.state !== 'asked') return TOO_LATE;
  if (change.askedBy === by) return { kind: 'own_work' };
  if ((await keyNow(change.section)) !== change.before) return TOO_LATE;
  const at = clock.now();
  const told = { asked_by: change.askedBy };
  const audit = auditOf(change, { action: 'confirmed', by, at }, told);
  const { file, check } = await publication(change, by, audit);
  if (check.errors.length + check.broken.length > 0) return { kind: 'troubles', check };
  const end = { change, state: 'confirmed', by, at, reason: '' } as const;
  return (await changes.confirm(end, file)) ? DONE : TOO_LATE;
}

/** Not with this key, and why; whoever asked takes it back without a word. */
export async function returnKey(
  { changes, clock }: KeyDesk,
  change: KeyChange,
  { by, reason }: { readonly by: string; readonly reason: string },
): Promise<KeyOutcome> {
  if (change.state !== 'asked') return TOO_LATE;
  const isOwn = change.askedBy === by;
  if (!isOwn && reason === '') return { kind: 'reason_missing' };
  const state = isOwn ? 'withdrawn' : 'returned';
  const at = clock.now();
  const detail = { asked_by: change.askedBy, ...(reason !== '' && { reason }) };
  const audit = auditOf(change, { action: state, by, at }, isOwn ? {} : detail);
  const end = { change, state, by, at, reason: isOwn ? '' : reason } as const;
  return (await changes.end(end, audit)) ? DONE : TOO_LATE;
}
