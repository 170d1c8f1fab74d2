import { randomUUID } from 'node:crypto';
import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { InventoryEntry, VolumeChannel } from '../domain/inventory/inventory-procedure.ts';
import type { InventoryChange, InventoryStore } from '../domain/inventory/inventory-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection, Driver } from './connection.ts';
import { insertMany } from './insert-many.ts';
import type { Tables } from './schema.ts';

type Row = Tables['inventoryProcedures']['$inferSelect'];
type VolumeRow = Tables['inventoryVolumes']['$inferSelect'];

function toEntry(row: Row, volumes: readonly VolumeRow[]): InventoryEntry {
  const { id, code, name, section, legalBasis, onlineElsewhere, notOnlineReason } = row;
  return {
    ...{ id, code, name, section, legalBasis, onlineElsewhere, notOnlineReason },
    lists: JSON.parse(row.lists) as string[],
    procedureIds: JSON.parse(row.procedureIds) as string[],
    volumes: volumes.map(({ fiscalYear, channel, count: counted }) => {
      return { fiscalYear, channel: channel as VolumeChannel, count: counted };
    }),
  };
}

async function list({ db, tables }: Connection, id?: string): Promise<InventoryEntry[]> {
  const { inventoryProcedures: p, inventoryVolumes: v } = tables;
  const rows = await db
    .select()
    .from(p)
    .where(and(isNull(p.removedAt), id === undefined ? undefined : eq(p.id, id)))
    .orderBy(asc(p.code), asc(p.id));
  const volumes = await db
    .select()
    .from(v)
    .where(id === undefined ? undefined : eq(v.inventoryId, id))
    .orderBy(asc(v.fiscalYear), asc(v.channel));
  const of = Map.groupBy(volumes, ({ inventoryId }) => inventoryId);
  return rows.map((row) => toEntry(row, of.get(row.id) ?? []));
}

/** Of the years that it names; of the others they stay. */
async function setVolumes(
  connection: Connection,
  inventoryId: string,
  { volumes }: InventoryChange,
): Promise<void> {
  const { db, tables } = connection;
  const { inventoryVolumes: v } = tables;
  const years = [...new Set(volumes.map(({ fiscalYear }) => fiscalYear))];
  if (years.length === 0) return;
  await db.delete(v).where(and(eq(v.inventoryId, inventoryId), inArray(v.fiscalYear, years)));
  const rows = volumes.filter((one) => one.count > 0).map((one) => ({ inventoryId, ...one }));
  await insertMany(connection, v, rows);
}

async function setEntry(
  connection: Connection,
  change: InventoryChange,
  by: Parameters<InventoryStore['apply']>[1],
): Promise<string> {
  const { db, tables } = connection;
  const { inventoryProcedures: p } = tables;
  const { code, name, section, legalBasis, onlineElsewhere, notOnlineReason } = change;
  const row = {
    ...{ code, name, section, legalBasis, onlineElsewhere, notOnlineReason },
    lists: JSON.stringify(change.lists),
    procedureIds: JSON.stringify(change.procedureIds),
    ...{ changedBy: by.actor, changedAt: by.at.getTime(), removedAt: null },
  };
  const id = change.id ?? randomUUID();
  if (change.id === null) await db.insert(p).values({ id, ...row });
  else await db.update(p).set(row).where(eq(p.id, id));
  await setVolumes(connection, id, change);
  return id;
}

/** 棚卸し: all procedures of the town, and how often they come. */
export function createInventoryStore(driver: Driver, ring: KeyRing): InventoryStore {
  return {
    list: () => driver.read((connection) => list(connection)),
    find: (id) => driver.read(async (connection) => (await list(connection, id))[0]),
    apply: ({ changes, removed, from }, by) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const { inventoryProcedures: p } = tables;
        const ids: string[] = [];
        for (const change of changes) ids.push(await setEntry(connection, change, by));
        if (removed.length > 0) {
          const at = by.at.getTime();
          await db
            .update(p)
            .set({ removedAt: at, changedAt: at, changedBy: by.actor })
            .where(inArray(p.id, [...removed]));
        }
        await appendAudit(connection, ring, {
          ...{ at: by.at, actor: by.actor, action: 'inventory.changed' },
          subject: ids.length === 1 ? (ids[0] as string) : 'inventory',
          detail: { kind: from, rows: changes.length, removed: removed.length },
        });
        return ids;
      }),
  };
}
