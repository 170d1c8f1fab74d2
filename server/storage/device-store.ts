import { and, desc, eq, gte, inArray, isNotNull, max, or } from 'drizzle-orm';
import type { CounterDevice, DeviceStore } from '../domain/counter/device.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection, Driver } from './connection.ts';
import { endSitting } from './end-sitting.ts';
import { toDate, toDateOrNull } from './row-values.ts';
import type { Tables } from './schema.ts';

function toDevice(row: Tables['counterDevices']['$inferSelect']): CounterDevice {
  const { id, name, section, tabletId, pairedBy } = row;
  return {
    id,
    kind: row.kind as CounterDevice['kind'],
    name,
    section,
    tabletId,
    pairedBy,
    pairedAt: toDate(row.pairedAt),
    unpairedAt: toDateOrNull(row.unpairedAt),
  };
}

/** Tablets at the counter, and what belongs to them. */
export function createDeviceStore(driver: Driver, ring: KeyRing): DeviceStore {
  return {
    pair: (device) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const { id, kind, section, pairedBy: actor, pairedAt: at } = device;
        const row = { ...device, pairedAt: at.getTime(), unpairedAt: null };
        await db.insert(tables.counterDevices).values(row);
        const entry = { action: 'counter_device.paired', subject: id, detail: { kind, section } };
        await appendAudit(connection, ring, { at, actor, ...entry });
      }),
    findByToken: (tokenHash) =>
      driver.read(async ({ db, tables: { counterDevices } }) => {
        const own = eq(counterDevices.tokenHash, tokenHash);
        const [row] = await db.select().from(counterDevices).where(own);
        return row && toDevice(row);
      }),
    find: (id) =>
      driver.read(async ({ db, tables: { counterDevices } }) => {
        const [row] = await db.select().from(counterDevices).where(eq(counterDevices.id, id));
        return row && toDevice(row);
      }),
    list: () =>
      driver.read(async ({ db, tables: { counterDevices } }) => {
        const rows = await db.select().from(counterDevices).orderBy(desc(counterDevices.pairedAt));
        return rows.map(toDevice);
      }),
    lastSittings: () =>
      driver.read(async ({ db, tables: { counterSittings } }) => {
        const { deviceId, touchedAt } = counterSittings;
        const rows = await db
          .select({ id: deviceId, at: max(touchedAt) })
          .from(counterSittings)
          .where(isNotNull(deviceId))
          .groupBy(deviceId);
        return new Map(rows.map(({ id, at }) => [id ?? '', toDate(Number(at))]));
      }),
    workedOn: (id, since) =>
      driver.read(async ({ db, tables: { counterSittings } }) => {
        const { deviceId, touchedAt, staffLogin } = counterSittings;
        const rows = await db
          .selectDistinct({ staffLogin })
          .from(counterSittings)
          .where(and(eq(deviceId, id), gte(touchedAt, since.getTime()), isNotNull(staffLogin)));
        return rows.map((row) => row.staffLogin ?? '');
      }),
    unpair: (end) => driver.write((connection) => unpair(connection, ring, end)),
  };
}

async function unpair(
  connection: Connection,
  ring: KeyRing,
  { id, actor, at }: { id: string; actor: string; at: Date },
): Promise<void> {
  const { db, tables } = connection;
  const { counterDevices, counterSittings } = tables;
  const own = or(eq(counterDevices.id, id), eq(counterDevices.tabletId, id));
  const paired = await db
    .select({ id: counterDevices.id })
    .from(counterDevices)
    .where(and(own, isNotNull(counterDevices.tokenHash)));
  const ids = paired.map((row) => row.id);
  if (ids.length === 0) return;
  await db
    .update(counterDevices)
    .set({ tokenHash: null, unpairedBy: actor, unpairedAt: at.getTime() })
    .where(inArray(counterDevices.id, ids));
  const open = await db
    .select({ id: counterSittings.id })
    .from(counterSittings)
    .where(and(inArray(counterSittings.deviceId, ids), eq(counterSittings.state, 'open')));
  for (const sitting of open) {
    await endSitting(connection, ring, { id: sitting.id, for: 'unpaired', actor, now: at });
  }
  for (const subject of ids) {
    const entry = { action: 'counter_device.unpaired', subject, detail: {} };
    await appendAudit(connection, ring, { at, actor, ...entry });
  }
}
