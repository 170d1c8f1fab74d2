import { and, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { WebhookStore } from '../domain/hand-over/webhook.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit, readHead } from './audit-chain.ts';
import type { Connection, Driver } from './connection.ts';
import { toWebhook, WEBHOOK_CURSOR, webhookPlace } from './webhook-rows.ts';

async function writeCursor({ db, tables: { projections } }: Connection, seq: number) {
  await db
    .insert(projections)
    .values({ name: WEBHOOK_CURSOR, seq })
    .onConflictDoUpdate({ target: projections.name, set: { seq } });
}

type Add = WebhookStore['add'];

async function add(
  connection: Connection,
  ring: KeyRing,
  { id, tokenId, url, secret }: Parameters<Add>[0],
  { actor, at }: Parameters<Add>[1],
): Promise<boolean> {
  const { db, tables } = connection;
  const { webhooks } = tables;
  const [hearing] = await db
    .select({ id: webhooks.id })
    .from(webhooks)
    .where(isNull(webhooks.endedAt))
    .limit(1);
  const sealed = {
    url: ring.seal(url, webhookPlace('url', id)),
    secret: ring.seal(secret, webhookPlace('secret', id)),
  };
  const added = await db
    .insert(webhooks)
    .values({ id, tokenId, ...sealed, createdAt: at.getTime() })
    .onConflictDoNothing()
    .returning({ id: webhooks.id });
  if (added.length === 0) return false;
  // Nobody has followed for a while: what lies behind is nothing that this one wants.
  if (hearing === undefined)
    await writeCursor(connection, (await readHead(connection))[0]?.seq ?? 0);
  const entry = { at, actor, action: 'webhook.added', subject: id };
  await appendAudit(connection, ring, { ...entry, detail: { token: tokenId } });
  return true;
}

async function end(
  connection: Connection,
  ring: KeyRing,
  id: string,
  { actor, at }: Parameters<Add>[1],
): Promise<boolean> {
  const { db, tables } = connection;
  const { webhooks, webhookDeliveries } = tables;
  const ended = await db
    .update(webhooks)
    .set({ endedAt: at.getTime() })
    .where(and(eq(webhooks.id, id), isNull(webhooks.endedAt)))
    .returning({ id: webhooks.id });
  if (ended.length === 0) return false;
  await db
    .update(webhookDeliveries)
    .set({ nextAt: null, error: 'ended' })
    .where(and(eq(webhookDeliveries.webhookId, id), isNotNull(webhookDeliveries.nextAt)));
  await appendAudit(connection, ring, {
    at,
    actor,
    action: 'webhook.ended',
    subject: id,
    detail: {},
  });
  return true;
}

/** Setting up and ending, by staff. */
export function webhookChanges(
  driver: Driver,
  ring: KeyRing,
): Pick<WebhookStore, 'add' | 'list' | 'end' | 'sendAgain'> {
  return {
    add: (webhook, change) => driver.write((connection) => add(connection, ring, webhook, change)),
    end: (id, change) => driver.write((connection) => end(connection, ring, id, change)),
    list: () =>
      driver.read(async ({ db, tables: { webhooks } }) => {
        const rows = await db.select().from(webhooks).orderBy(desc(webhooks.createdAt));
        return rows.map((row) => toWebhook(ring, row));
      }),
    sendAgain: (id, { actor, at }) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const { webhookDeliveries: deliveries, webhooks } = tables;
        const living = db
          .select({ id: webhooks.id })
          .from(webhooks)
          .where(isNull(webhooks.endedAt));
        const again = await db
          .update(deliveries)
          .set({ nextAt: at.getTime(), attempts: 0, error: null, deliveredAt: null })
          .where(and(eq(deliveries.id, id), inArray(deliveries.webhookId, living)))
          .returning({ subject: deliveries.applicationId });
        const [{ subject } = { subject: '' }] = again;
        if (again.length === 0) return false;
        const entry = { at, actor, action: 'webhook.sent_again', subject };
        await appendAudit(connection, ring, { ...entry, detail: { delivery: id } });
        return true;
      }),
  };
}
