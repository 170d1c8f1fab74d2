import { and, desc, eq, getTableColumns, gt, isNull, lte, sql } from 'drizzle-orm';
import type { DraftStore } from '../domain/applications/application-store.ts';
import { DomainError } from '../domain/errors.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { noteColumns, sealAnswers } from './answer-columns.ts';
import { type Connection, change, type Driver, statement } from './connection.ts';
import { createDraftReader, type DraftHead, sealPending } from './draft-rows.ts';
import { tieMethods } from './draft-ties.ts';
import { isKept } from './kept-drafts.ts';
import { pendingMethods, WaitingInput } from './pending-input-store.ts';
import type { Tables } from './schema.ts';

const { placeholder } = sql;

export const findDraft = statement('draft_find', (db, { drafts }) =>
  db
    .select()
    .from(drafts)
    .where(isKept(drafts, eq(drafts.id, placeholder('id')))),
);

/** What is nearly always enough: the answers of a form that is being filled in are in memory. */
function headOf(drafts: Tables['drafts']) {
  const { answers, individualNumbers, ...head } = getTableColumns(drafts);
  return head;
}

const findHead = statement('draft_find_head', (db, { drafts }) =>
  db
    .select(headOf(drafts))
    .from(drafts)
    .where(isKept(drafts, eq(drafts.id, placeholder('id')))),
);

const findLiving = statement('draft_of_session', (db, { drafts }) =>
  db
    .select(headOf(drafts))
    .from(drafts)
    .where(
      and(
        eq(drafts.sessionHash, placeholder('sessionHash')),
        eq(drafts.procedureId, placeholder('procedureId')),
        gt(drafts.expiresAt, placeholder('now')),
        isNull(drafts.caseId),
      ),
    ),
);

const addJourney = statement('journey_add', (db, { journeys }) =>
  db.insert(journeys).values({
    id: placeholder('id'),
    procedureId: placeholder('procedureId'),
    version: placeholder('version'),
    channel: placeholder('channel'),
    locale: placeholder('locale'),
    startedAt: placeholder('startedAt'),
    source: placeholder('source'),
    device: placeholder('device'),
  }),
);

const addDraft = statement('draft_add', (db, { drafts }) =>
  db.insert(drafts).values({
    id: placeholder('id'),
    procedureId: placeholder('procedureId'),
    version: placeholder('version'),
    channel: placeholder('channel'),
    locale: placeholder('locale'),
    startedAt: placeholder('startedAt'),
    sessionHash: placeholder('sessionHash'),
    revision: placeholder('revision'),
    answers: placeholder('answers'),
    pending: placeholder('pending'),
    individualNumbers: placeholder('individualNumbers'),
    pendingNumbers: placeholder('pendingNumbers'),
    updatedAt: placeholder('updatedAt'),
    expiresAt: placeholder('expiresAt'),
    caseId: placeholder('caseId'),
    caseKind: placeholder('caseKind'),
  }),
);

const findOfCase = statement('draft_of_case', (db, { drafts }) =>
  db
    .select()
    .from(drafts)
    .where(
      and(
        eq(drafts.caseId, placeholder('caseId')),
        eq(drafts.caseKind, placeholder('caseKind')),
        gt(drafts.expiresAt, placeholder('now')),
      ),
    )
    .orderBy(drafts.startedAt, drafts.id),
);

const saveDraft = change('draft_save', (db, { drafts }) =>
  db
    .update(drafts)
    .set({
      revision: sql`${drafts.revision} + 1`,
      answers: sql`${placeholder('answers')}`,
      individualNumbers: sql`${placeholder('individualNumbers')}`,
      pending: null,
      pendingNumbers: null,
      locale: sql`${placeholder('locale')}`,
      updatedAt: sql`${placeholder('now')}`,
      expiresAt: sql`${placeholder('expiresAt')}`,
    })
    .where(
      isKept(
        drafts,
        eq(drafts.id, placeholder('id')),
        eq(drafts.revision, placeholder('revision')),
      ),
    ),
);

const removeDraft = statement('draft_remove', (db, { drafts }) =>
  db.delete(drafts).where(isKept(drafts, eq(drafts.id, placeholder('id')))),
);

/** Answers and pending input are sealed, bound to their row. */
export function createDraftStore(driver: Driver, ring: KeyRing): DraftStore {
  const waiting = new WaitingInput();
  const reader = createDraftReader(ring, waiting);
  const { toDraft, fromMemory, remember, recall, forget } = reader;
  const whole = async (connection: Connection, head: DraftHead) => {
    const known = fromMemory(head);
    if (known !== undefined) return known;
    const row = (await findDraft(connection, { id: head.id }))[0];
    return row && toDraft(row);
  };
  return {
    recall,
    forget,
    create: (draft, entered = {}) => {
      const { id } = draft;
      const values = {
        ...draft,
        ...sealAnswers(ring, draft),
        ...sealPending(ring, id, draft.pending),
        startedAt: draft.startedAt.getTime(),
        updatedAt: draft.updatedAt.getTime(),
        expiresAt: draft.expiresAt.getTime(),
        caseId: draft.caseOf?.applicationId ?? null,
        caseKind: draft.caseOf?.kind ?? null,
      };
      return driver.write(async (connection) => {
        // What mends or goes on with a case is no journey of its own.
        if (!draft.caseOf) {
          const { source = null, device = null } = entered;
          await addJourney(connection, { ...values, source, device });
        }
        await addDraft(connection, values);
      });
    },
    find: (id) =>
      driver.read(async (connection) => {
        const head = (await findHead(connection, { id }))[0];
        return head && whole(connection, head);
      }),
    findForCase: (caseId, caseKind, now) =>
      driver.read(async (connection) => {
        const values = { caseId, caseKind, now: now.getTime() };
        const row = (await findOfCase(connection, values))[0];
        return row && toDraft(row);
      }),
    findBySession: (sessionHash, procedureId, now) =>
      driver.read(async (connection) => {
        const values = { sessionHash, procedureId, now: now.getTime() };
        const rows = await findLiving(connection, values);
        // Nearly always one: picking is cheaper than a sort in the database.
        const newest = rows.reduce<DraftHead | undefined>(
          (best, row) => (best && best.updatedAt >= row.updatedAt ? best : row),
          undefined,
        );
        return newest && whole(connection, newest);
      }),
    listBySession: (sessionHash, now) =>
      driver.read(async ({ db, tables: { drafts } }) => {
        const living = and(
          eq(drafts.sessionHash, sessionHash),
          gt(drafts.expiresAt, now.getTime()),
        );
        const rows = await db.select().from(drafts).where(living).orderBy(desc(drafts.updatedAt));
        return rows.map((row) => toDraft(row));
      }),
    save: async ({ id, revision, answers, locale, now, expiresAt }) => {
      const values = {
        id,
        revision,
        ...sealAnswers(ring, { id, answers }),
        locale,
        now: now.getTime(),
        expiresAt: expiresAt.getTime(),
      };
      const outcome = await driver.write(async (connection) => {
        if ((await saveDraft(connection, values)) > 0) return revision + 1;
        const gone = (await findDraft(connection, { id })).length === 0;
        if (gone) throw new DomainError('draft_not_found');
        return 'conflict';
      });
      if (outcome !== 'conflict') {
        // As it will be read back, so that memory and storage can't differ.
        const saved = JSON.parse(JSON.stringify(answers));
        noteColumns(ring, id, saved, values);
        remember(id, outcome, saved);
      }
      return outcome;
    },
    ...pendingMethods(driver, ring, { waiting, retype: reader.retype }),
    ...tieMethods(driver, reader),
    remove: async (id) => {
      await driver.write(async (connection) => {
        await removeDraft(connection, { id });
      });
      forget(id);
    },
    removeExpired: (now) =>
      driver.write(async ({ db, tables: { drafts } }) => {
        const gone = await db
          .delete(drafts)
          .where(and(lte(drafts.expiresAt, now.getTime()), isNull(drafts.grantedUntil)))
          .returning({ id: drafts.id });
        return gone.length;
      }),
  };
}
