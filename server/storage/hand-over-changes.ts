import { and, eq, gt, inArray, like, lte, ne, or } from 'drizzle-orm';
import type { CaseChange, ChangePage } from '../domain/hand-over/hand-over-store.ts';
import type { Connection } from './connection.ts';
import { toDate } from './row-values.ts';

/** So many entries of the log are looked through at once: most are about other things. */
const LOOKED_THROUGH = 10_000;

const PREFIX = 'application.';
/** Reading is no change. */
const ONLY_READ = 'application.individual_numbers_opened';
const PAYMENT = 'charge.changed';

interface Entry {
  readonly seq: number;
  readonly at: number;
  readonly action: string;
  readonly subject: string;
}

/** Which case each charge is of. */
async function casesOf(
  { db, tables: { charges } }: Connection,
  entries: readonly Entry[],
): Promise<ReadonlyMap<string, string>> {
  const ids = entries.filter(({ action }) => action === PAYMENT).map(({ subject }) => subject);
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: charges.id, applicationId: charges.applicationId })
    .from(charges)
    .where(inArray(charges.id, ids));
  // A bill is no case.
  return new Map(rows.flatMap(({ id, applicationId: of }) => (of === null ? [] : [[id, of]])));
}

/**
 * A page of the feed. The log has one writer and no gaps, so a number that was given once never
 * gets another entry before it: that is what makes it a cursor.
 */
export async function readChanges(
  connection: Connection,
  after: number,
  limit: number,
): Promise<ChangePage> {
  const { db, tables } = connection;
  const { auditEntries, auditHead } = tables;
  const [head] = await db.select({ seq: auditHead.seq }).from(auditHead);
  const end = head?.seq ?? 0;
  const until = Math.min(after + LOOKED_THROUGH, end);
  const { seq, at, action, subject } = auditEntries;
  const entries: Entry[] = await db
    .select({ seq, at, action, subject })
    .from(auditEntries)
    .where(
      and(
        gt(seq, after),
        lte(seq, until),
        or(and(like(action, `${PREFIX}%`), ne(action, ONLY_READ)), eq(action, PAYMENT)),
      ),
    )
    .orderBy(seq)
    .limit(limit);
  const ofCharge = await casesOf(connection, entries);
  const changes = entries.flatMap((entry): CaseChange[] => {
    const isPayment = entry.action === PAYMENT;
    const applicationId = isPayment ? ofCharge.get(entry.subject) : entry.subject;
    if (applicationId === undefined) return [];
    const change = isPayment ? 'payment' : entry.action.slice(PREFIX.length);
    return [{ seq: entry.seq, at: toDate(entry.at), change, applicationId }];
  });
  // A cursor from another place than this log is not moved back.
  const next = entries.length === limit ? (entries.at(-1) as Entry).seq : Math.max(after, until);
  return { changes, next, more: next < end };
}
