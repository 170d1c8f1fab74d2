import { and, eq, gt, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Channel } from '../domain/applications/application.ts';
import type { DraftMoveStore, GivenDraft, HandedDrafts } from '../domain/counter/draft-move.ts';
import { DomainError } from '../domain/errors.ts';
import type { Locale } from '../domain/procedures/locale.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import type { Connection, Driver } from './connection.ts';
import { contentOf, readCode, spendCode } from './counter-code-rows.ts';
import { readSitting, readTasks } from './sitting-rows.ts';
import { changeSitting } from './sitting-store.ts';

/** The drafts of those ids that live, belong to no case and are where they were. */
async function movable(
  { db, tables: { drafts } }: Connection,
  { drafts: ids, sessionHash }: HandedDrafts,
  now: Date,
) {
  const { id, procedureId, version, locale, channel } = drafts;
  const own = drafts.sessionHash;
  const here = sessionHash === null ? isNull(own) : eq(own, sessionHash);
  const rows = await db
    .select({ id, procedureId, version, locale, channel, sessionHash: own })
    .from(drafts)
    .where(
      and(inArray(id, [...ids]), gt(drafts.expiresAt, now.getTime()), isNull(drafts.caseId), here),
    );
  return rows.map((row) => ({
    ...row,
    locale: row.locale as Locale,
    channel: row.channel as Channel,
  }));
}

/** Drafts between phones and sittings, with their codes. */
export function createDraftMoveStore(driver: Driver, ring: KeyRing): DraftMoveStore {
  return {
    toCounter: ({ codeHash, sittingId, now }, decide) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const code = await readCode(connection, ring, { codeHash, purpose: 'to_counter', now });
        if (code.result !== 'good') return code;
        const found = await movable(connection, JSON.parse(code.content) as HandedDrafts, now);
        const sitting = await readSitting(connection, ring, sittingId);
        if (sitting?.state !== 'open') throw new DomainError('transition_not_allowed');
        if (found.length === 0) {
          await spendCode(connection, { codeHash, now });
          return { result: 'gone' };
        }
        const decided = decide(sitting, await readTasks(connection, sittingId), found);
        if (decided.result !== 'taken') return decided;
        const { drafts, replaced, change } = decided;
        const own = eq(tables.drafts.sessionHash, sitting.sessionHash);
        await db.delete(tables.drafts).where(and(own, inArray(tables.drafts.id, [...replaced])));
        await db
          .update(tables.drafts)
          .set({
            sessionHash: sitting.sessionHash,
            channel: 'counter',
            updatedAt: now.getTime(),
          })
          .where(inArray(tables.drafts.id, [...drafts]));
        await changeSitting(connection, ring, { id: sittingId, now }, () => change);
        const procedures = found.filter(({ id }) => drafts.includes(id)).map((d) => d.procedureId);
        // The phone is told where its forms went.
        const left = ring.seal(JSON.stringify(procedures), contentOf(codeHash));
        await spendCode(connection, { codeHash, now, left });
        return { result: 'taken', procedures };
      }),
    toPhone: ({ codeHash, sessionHash, now }, decide) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const code = await readCode(connection, ring, { codeHash, purpose: 'to_phone', now });
        if (code.result !== 'good') return code;
        const given = JSON.parse(code.content) as GivenDraft;
        await spendCode(connection, { codeHash, now });
        const sitting = await readSitting(connection, ring, code.owner ?? '');
        if (sitting === undefined || sitting.state === 'closed') return { result: 'gone' };
        const { draftId, taskId } = given;
        const from = { drafts: [draftId], sessionHash: sitting.sessionHash };
        const [draft] = await movable(connection, from, now);
        const tasks = await readTasks(connection, sitting.id);
        const task = tasks.find(({ id }) => id === taskId);
        if (!draft || task?.state !== 'begun' || task.draftId !== draftId) {
          return { result: 'gone' };
        }
        const { channel, change } = decide(sitting, tasks, {
          ...given,
          procedureId: draft.procedureId,
        });
        await db
          .update(tables.drafts)
          .set({ sessionHash, channel, updatedAt: now.getTime() })
          .where(eq(tables.drafts.id, draftId));
        await changeSitting(connection, ring, { id: sitting.id, now }, () => change);
        return { result: 'given', draftId };
      }),
    wentToCounter: (owner) =>
      driver.read(async ({ db, tables: { counterCodes } }) => {
        const { purpose, usedAt, content } = counterCodes;
        const used = and(eq(purpose, 'to_counter'), isNotNull(usedAt), sql`length(${content}) > 0`);
        const rows = await db
          .select()
          .from(counterCodes)
          .where(and(eq(counterCodes.owner, owner), used));
        return rows.flatMap(
          (row) => JSON.parse(ring.open(row.content, contentOf(row.codeHash))) as string[],
        );
      }),
  };
}
