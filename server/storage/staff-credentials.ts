import { and, eq, isNull, lt, ne } from 'drizzle-orm';
import type { SignInAttempt, StaffCredentials, StaffStore } from '../domain/staff/staff-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection, Driver } from './connection.ts';
import { toDateOrNull } from './row-values.ts';
import type { StaffChangeWriter } from './staff-changes.ts';
import { setStaff } from './staff-changes.ts';
import type { StaffRow } from './staff-rows.ts';

const totpPlace = (id: string) => `staff.totp_secret:${id}`;

function toCredentials(ring: KeyRing, row: StaffRow): StaffCredentials {
  return {
    staffId: row.id,
    passphraseHash: row.passphraseHash,
    totpSecret: row.totpSecret && ring.open(row.totpSecret, totpPlace(row.id)),
    totpCounter: row.totpCounter,
    failedAttempts: row.failedAttempts,
    lockedUntil: toDateOrNull(row.lockedUntil),
  };
}

async function endOthers({ db, tables }: Connection, staffId: string, keep = ''): Promise<void> {
  const { staffSessions } = tables;
  await db
    .delete(staffSessions)
    .where(and(eq(staffSessions.staffId, staffId), ne(staffSessions.sessionHash, keep)));
}

/** The attempt of somebody who is there and not closed; else why not. */
function refusal(row: StaffRow | undefined, { correct, proof, at }: SignInAttempt): string | null {
  if (row === undefined) return 'unknown';
  if ((row.lockedUntil ?? 0) > at.getTime()) return 'locked';
  return correct ? null : proof;
}

function judgeMethod(driver: Driver, ring: KeyRing): StaffStore['judge'] {
  return (attempt, lockMs) =>
    driver.write(async (connection) => {
      const { staff } = connection.tables;
      const { staffId, at } = attempt;
      const [row] = await connection.db
        .select()
        .from(staff)
        .where(and(eq(staff.id, staffId ?? ''), isNull(staff.leftAt)));
      const reason = refusal(row, attempt);
      if (reason === null) return true;
      if (row && reason !== 'locked') {
        const failedAttempts = row.failedAttempts + 1;
        const ms = lockMs(failedAttempts);
        const lockedUntil = ms === 0 ? null : at.getTime() + ms;
        await setStaff(row.id, { failedAttempts, lockedUntil })(connection);
      }
      await appendAudit(connection, ring, {
        at,
        actor: 'visitor',
        action: 'staff.sign_in_failed',
        subject: row?.id ?? 'unknown',
        detail: { reason },
      });
      return false;
    });
}

/** What signing in needs to know: hashes, secrets, failures. */
export function credentialMethods(
  driver: Driver,
  ring: KeyRing,
  change: StaffChangeWriter,
): Pick<
  StaffStore,
  | 'credentials'
  | 'credentialsOfLogin'
  | 'setPassphrase'
  | 'setTotp'
  | 'useTotp'
  | 'removeSecondFactors'
  | 'judge'
> {
  const credentialsBy = (column: 'id' | 'login', value: string) =>
    driver.read(async ({ db, tables: { staff } }) => {
      const [row] = await db.select().from(staff).where(eq(staff[column], value));
      return row && toCredentials(ring, row);
    });
  return {
    credentials: (id) => credentialsBy('id', id),
    credentialsOfLogin: (login) => credentialsBy('login', login),
    setPassphrase: (id, passphraseHash, by, keepSession) =>
      change(id, 'staff.passphrase_set', by, async (connection) => {
        const values = { passphraseHash, failedAttempts: 0, lockedUntil: null };
        await setStaff(id, values)(connection);
        await endOthers(connection, id, keepSession);
      }),
    setTotp: (id, secret, by) =>
      change(
        id,
        secret === null ? 'staff.totp_removed' : 'staff.totp_set',
        by,
        setStaff(id, {
          totpSecret: secret === null ? null : ring.seal(secret, totpPlace(id)),
          totpCounter: 0,
        }),
      ),
    useTotp: (id, counter) =>
      driver.write(async ({ db, tables: { staff } }) => {
        const used = await db
          .update(staff)
          .set({ totpCounter: counter })
          .where(and(eq(staff.id, id), lt(staff.totpCounter, counter)))
          .returning({ id: staff.id });
        return used.length > 0;
      }),
    removeSecondFactors: (id, by) =>
      change(id, 'staff.second_factors_removed', by, async (connection) => {
        const { db, tables } = connection;
        await setStaff(id, { totpSecret: null, totpCounter: 0 })(connection);
        await db.delete(tables.passkeys).where(eq(tables.passkeys.staffId, id));
        await endOthers(connection, id);
      }),
    judge: judgeMethod(driver, ring),
  };
}
