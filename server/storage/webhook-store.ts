import { and, desc, eq, exists, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { WebhookStore } from '../domain/hand-over/webhook.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Driver } from './connection.ts';
import { toDate, toMs } from './row-values.ts';
import { webhookChanges } from './webhook-changes.ts';
import { toDelivery, toWebhook, WEBHOOK_CURSOR } from './webhook-rows.ts';

/** Following the log, and what is under way. */
export function createWebhookStore(driver: Driver, ring: KeyRing): WebhookStore {
  return {
    ...webhookChanges(driver, ring),
    cursor: () =>
      driver.read(async ({ db, tables: { projections } }) => {
        const [row] = await db
          .select()
          .from(projections)
          .where(eq(projections.name, WEBHOOK_CURSOR));
        return row?.seq;
      }),
    enqueue: ({ from, upTo }, added, now) =>
      driver.write(async ({ db, tables: { projections, webhookDeliveries } }) => {
        const moved = await db
          .update(projections)
          .set({ seq: upTo })
          .where(and(eq(projections.name, WEBHOOK_CURSOR), eq(projections.seq, from)))
          .returning({ seq: projections.seq });
        if (moved.length === 0) return;
        for (const delivery of added) {
          const values = { ...delivery, attempts: 0, nextAt: now.getTime() };
          await db.insert(webhookDeliveries).values(values).onConflictDoNothing();
        }
      }),
    due: (now, limit) =>
      driver.read(async ({ db, tables }) => {
        const { webhookDeliveries: deliveries, webhooks, applications, auditEntries } = tables;
        const rows = await db
          .select({
            delivery: deliveries,
            webhook: webhooks,
            application: applications,
            at: auditEntries.at,
          })
          .from(deliveries)
          .innerJoin(webhooks, eq(webhooks.id, deliveries.webhookId))
          .innerJoin(applications, eq(applications.id, deliveries.applicationId))
          .innerJoin(auditEntries, eq(auditEntries.seq, deliveries.seq))
          .where(lte(deliveries.nextAt, now.getTime()))
          .orderBy(deliveries.nextAt, deliveries.seq)
          .limit(limit);
        return rows.map(({ delivery, webhook, application, at }) => ({
          ...toDelivery(delivery),
          webhook: toWebhook(ring, webhook),
          number: application.number,
          procedureId: application.procedureId,
          at: toDate(at),
        }));
      }),
    delivered: (id, at) =>
      driver.write(async ({ db, tables: { webhookDeliveries } }) => {
        await db
          .update(webhookDeliveries)
          .set({
            deliveredAt: at.getTime(),
            nextAt: null,
            error: null,
            attempts: sql`${webhookDeliveries.attempts} + 1`,
          })
          .where(eq(webhookDeliveries.id, id));
      }),
    failed: (id, error, nextAt, now) =>
      driver.write(async (connection) => {
        const { webhookDeliveries } = connection.tables;
        const changed = await connection.db
          .update(webhookDeliveries)
          .set({ error, nextAt: toMs(nextAt), attempts: sql`${webhookDeliveries.attempts} + 1` })
          .where(and(eq(webhookDeliveries.id, id), isNotNull(webhookDeliveries.nextAt)))
          .returning({ subject: webhookDeliveries.applicationId });
        const [{ subject } = { subject: '' }] = changed;
        if (nextAt !== null || changed.length === 0) return;
        await appendAudit(connection, ring, {
          at: now,
          actor: 'system',
          action: 'webhook.given_up',
          subject,
          detail: { delivery: id },
        });
      }),
    deliveries: (webhookId, limit) =>
      driver.read(async ({ db, tables: { webhookDeliveries } }) => {
        const rows = await db
          .select()
          .from(webhookDeliveries)
          .where(eq(webhookDeliveries.webhookId, webhookId))
          .orderBy(desc(webhookDeliveries.seq))
          .limit(limit);
        return rows.map(toDelivery);
      }),
    removeSettled: (before) =>
      driver.write(async ({ db, tables: { webhookDeliveries, auditEntries } }) => {
        const old = db
          .select({ seq: auditEntries.seq })
          .from(auditEntries)
          .where(
            and(eq(auditEntries.seq, webhookDeliveries.seq), lt(auditEntries.at, before.getTime())),
          );
        await db
          .delete(webhookDeliveries)
          .where(
            and(
              isNull(webhookDeliveries.nextAt),
              or(lt(webhookDeliveries.deliveredAt, before.getTime()), exists(old)),
            ),
          );
      }),
  };
}
