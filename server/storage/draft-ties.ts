import { and, eq, gt, ne } from 'drizzle-orm';
import type { DraftStore } from '../domain/applications/application-store.ts';
import type { Driver } from './connection.ts';
import type { DraftReader } from './draft-rows.ts';
import { isKept } from './kept-drafts.ts';
import type { Tables } from './schema.ts';

/** Not at the counter: only its sitting opens what lies there, whatever link or form is still about. */
function isWithResident({ channel }: Tables['drafts']) {
  return ne(channel, 'counter');
}

/** Cutting and making the tie between a draft and a browser. */
export function tieMethods(
  driver: Driver,
  { toDraft, forget, forgetOf }: Pick<DraftReader, 'toDraft' | 'forget' | 'forgetOf'>,
): Pick<DraftStore, 'leave' | 'leaveAll' | 'resume' | 'adopt'> {
  return {
    leave: async ({ id, resumeHash, now }) => {
      await driver.write(async ({ db, tables: { drafts } }) => {
        await db
          .update(drafts)
          .set({ sessionHash: null, resumeHash, updatedAt: now.getTime() })
          .where(isKept(drafts, eq(drafts.id, id)));
      });
      forget(id);
    },
    leaveAll: async (sessionHash, now) => {
      await driver.write(async ({ db, tables: { drafts } }) => {
        await db
          .update(drafts)
          .set({ sessionHash: null, updatedAt: now.getTime() })
          .where(eq(drafts.sessionHash, sessionHash));
      });
      forgetOf(sessionHash);
    },
    // The secret stays good until the draft ends: the link in a mail is opened more than once.
    resume: ({ resumeHash, sessionHash, now }) =>
      driver.write(async ({ db, tables: { drafts } }) => {
        const rows = await db
          .update(drafts)
          .set({ sessionHash, updatedAt: now.getTime() })
          .where(
            and(
              eq(drafts.resumeHash, resumeHash),
              gt(drafts.expiresAt, now.getTime()),
              isWithResident(drafts),
            ),
          )
          .returning();
        return rows[0] && toDraft(rows[0]);
      }),
    adopt: async ({ id, sessionHash, now }) => {
      await driver.write(async ({ db, tables: { drafts } }) => {
        await db
          .update(drafts)
          .set({ sessionHash, updatedAt: now.getTime() })
          .where(isKept(drafts, eq(drafts.id, id), isWithResident(drafts)));
      });
      forget(id);
    },
  };
}
