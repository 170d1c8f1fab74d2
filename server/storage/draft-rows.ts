import type { Channel, Draft } from '../domain/applications/application.ts';
import type { Locale } from '../domain/procedures/locale.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { toDate } from './row-values.ts';
import type { Tables } from './schema.ts';

export type DraftRow = Tables['drafts']['$inferSelect'];

export function sealAnswers(ring: KeyRing, id: string, answers: Draft['answers']): Buffer {
  return ring.seal(JSON.stringify(answers), `drafts.answers:${id}`);
}

export function sealPending(ring: KeyRing, id: string, pending: Draft['pending']): Buffer | null {
  return pending && ring.seal(JSON.stringify(pending), `drafts.pending:${id}`);
}

export function toDraft(ring: KeyRing, row: DraftRow): Draft {
  return {
    id: row.id,
    procedureId: row.procedureId,
    version: row.version,
    locale: row.locale as Locale,
    channel: row.channel as Channel,
    sessionHash: row.sessionHash,
    revision: row.revision,
    answers: JSON.parse(ring.open(row.answers, `drafts.answers:${row.id}`)),
    pending: row.pending && JSON.parse(ring.open(row.pending, `drafts.pending:${row.id}`)),
    startedAt: toDate(row.startedAt),
    updatedAt: toDate(row.updatedAt),
    expiresAt: toDate(row.expiresAt),
  };
}
