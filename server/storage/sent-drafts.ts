import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Channel } from '../domain/applications/application.ts';
import { type Connection, change } from './connection.ts';
import { findDraft } from './draft-store.ts';
import { SENT } from './kept-drafts.ts';
import type { Tables } from './schema.ts';

const { placeholder } = sql;

/** What is left of a draft that was sent. */
const emptied = () => ({
  answers: sql`${placeholder('blank')}`,
  individualNumbers: null,
  pending: null,
  pendingNumbers: null,
  expiresAt: SENT,
});

const emptyRow = change('draft_empty', (db, { drafts }) =>
  db
    .update(drafts)
    .set(emptied())
    .where(and(eq(drafts.id, placeholder('id')), eq(drafts.revision, placeholder('revision')))),
);

function emptyingAndGranting(name: string, only: (tables: Tables) => SQL | undefined) {
  return change(name, (db, tables) => {
    const { drafts } = tables;
    return db
      .update(drafts)
      .set({
        ...emptied(),
        grantedUntil: sql`${placeholder('grantedUntil')}`,
      })
      .where(
        and(
          eq(drafts.id, placeholder('id')),
          eq(drafts.revision, placeholder('revision')),
          eq(drafts.sessionHash, placeholder('sessionHash')),
          eq(drafts.channel, placeholder('channel')),
          only(tables),
        ),
      );
  });
}

const emptyAndGrant = emptyingAndGranting('draft_empty_and_grant', () => undefined);

/** Files are looked for in the same breath: a question of its own costs as much as the rest of it. */
const emptyWithoutFiles = emptyingAndGranting(
  'draft_empty_without_files',
  ({ drafts, attachments }) =>
    sql`not exists (select 1 from ${attachments} where ${attachments.ownerId} = ${drafts.id})`,
);

interface SentDraft {
  readonly id: string;
  readonly revision: number;
  /** Bytes to overwrite with: about as many as were there. */
  readonly size: number;
  /** Nothing is changed when it has a file. */
  readonly isWithoutFiles?: boolean;
}

interface Sender {
  readonly sessionHash: string;
  readonly channel: Channel;
  /** ms */
  readonly until: number;
}

/**
 * As `emptyDraft`, and what is left of the row says that its session may look at the application
 * until then: a grant of its own would be one more page of the file for each application.
 * @returns false when nothing was changed: it is another session's or went elsewhere, or see `emptyDraft`
 */
export async function emptyDraftAndGrant(
  connection: Connection,
  { id, revision, size, isWithoutFiles }: SentDraft,
  { until, ...sender }: Sender,
): Promise<boolean> {
  const values = { id, revision, ...sender, grantedUntil: until, blank: Buffer.alloc(size) };
  const empty = isWithoutFiles ? emptyWithoutFiles : emptyAndGrant;
  return (await empty(connection, values)) > 0;
}

/**
 * Inside the caller's write: the draft has become an application. What it held is overwritten in its
 * place, which writes one page of the file where a deletion moves its neighbours and writes five;
 * the next sweep takes the empty rows away.
 * @returns false when a newer revision stands there, which stays
 */
export async function emptyDraft(
  connection: Connection,
  { id, revision, size }: SentDraft,
): Promise<boolean> {
  const changed = await emptyRow(connection, { id, revision, blank: Buffer.alloc(size) });
  return changed > 0 || (await findDraft(connection, { id })).length === 0;
}
