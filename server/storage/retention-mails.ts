import { setImmediate as turn } from 'node:timers/promises';
import { and, asc, gt, inArray, isNull, lt, or } from 'drizzle-orm';
import { caseOfMail } from '../domain/notifications/refused-mail.ts';
import type { Driver } from './connection.ts';

const PORTION = 2000;

/** Copies of mails of these cases, and all that are old: the outbox is walked by its ids. */
export async function removeMailsOf(
  driver: Driver,
  before: number,
  cases: ReadonlySet<string>,
): Promise<number> {
  let removed = 0;
  for (let after = '', more = true; more; ) {
    const ids = await driver.read(async ({ db, tables: { outbox } }) =>
      db
        .select({ id: outbox.id })
        .from(outbox)
        .where(gt(outbox.id, after))
        .orderBy(asc(outbox.id))
        .limit(PORTION),
    );
    const own = ids.map(({ id }) => id).filter((id) => cases.has(caseOfMail(id) ?? ''));
    removed += await removeByIds(driver, own);
    more = ids.length === PORTION;
    after = ids.at(-1)?.id ?? after;
    // SQLite answers within the call: residents get their turn between two portions.
    await turn();
  }
  return removed + (await removeOld(driver, before));
}

async function removeByIds(driver: Driver, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  return driver.write(async ({ db, tables: { outbox } }) => {
    const gone = await db
      .delete(outbox)
      .where(inArray(outbox.id, [...ids]))
      .returning({ id: outbox.id });
    return gone.length;
  });
}

/** Sent, or given up, before then. */
function removeOld(driver: Driver, before: number): Promise<number> {
  return driver.write(async ({ db, tables: { outbox } }) => {
    const { id, sentAt, nextAt } = outbox;
    const gone = await db
      .delete(outbox)
      .where(or(lt(sentAt, before), and(isNull(sentAt), lt(nextAt, before))))
      .returning({ id });
    return gone.length;
  });
}
