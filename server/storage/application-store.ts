import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import type { ApplicationStore } from '../domain/applications/application-store.ts';
import { livingEvents } from '../domain/cases/living-events.ts';
import { DomainError } from '../domain/errors.ts';
import { applicationOfLink } from '../lib/access-code.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { accessCodeMac, hashSecret, sameDigest } from '../lib/secret-hash.ts';
import { grantedTo, grantMethods } from './access-grants.ts';
import { openAccess } from './access-secrets.ts';
import {
  type ApplicationRow,
  EMPTIED,
  findRow,
  openApplicationNumbers,
  readApplicationEvents,
  toApplication,
} from './application-rows.ts';
import { appendAudit } from './audit-chain.ts';
import { type Driver, statement } from './connection.ts';
import { submitApplication } from './submit-application.ts';
import { withdrawApplication } from './withdraw-application.ts';

const findByNumber = statement('application_of_number', (db, { applications }) =>
  db
    .select()
    .from(applications)
    .where(eq(applications.number, sql.placeholder('number'))),
);

/** Compared with when the number is not known, so that both cases cost the same. */
const NO_MAC = '0'.repeat(64);

function codeFits(
  ring: KeyRing,
  row: ApplicationRow | undefined,
  number: string,
  code: string,
): boolean {
  const key = row?.codeKey ?? ring.newest;
  const typed =
    accessCodeMac(ring, key, number, code) ?? accessCodeMac(ring, ring.newest, number, code) ?? '';
  return sameDigest(typed, row?.codeMac ?? NO_MAC) && row !== undefined;
}

export function createApplicationStore(driver: Driver, ring: KeyRing): ApplicationStore {
  return {
    submit: (submission) => submitApplication(driver, ring, submission),
    find: (id) =>
      driver.read(async (connection) => {
        const row = (await findRow(connection, { id }))[0];
        return row && row.codeMac !== EMPTIED ? toApplication(ring, row) : undefined;
      }),
    findByNumberAndCode: (number, code) =>
      driver.read(async (connection) => {
        const row = (await findByNumber(connection, { number }))[0];
        return codeFits(ring, row, number, code) && row ? toApplication(ring, row) : undefined;
      }),
    findByLink: (link) =>
      driver.read(async (connection) => {
        const id = applicationOfLink(link);
        const row = id && (await findRow(connection, { id }))[0];
        const fits = row && sameDigest(hashSecret(link), row.linkHash);
        return fits ? toApplication(ring, row) : undefined;
      }),
    ...grantMethods(driver),
    listBySession: (sessionHash, since, now) =>
      driver.read(async (connection) => {
        const { applications } = connection.tables;
        const granted = await grantedTo(connection, sessionHash, now.getTime());
        if (granted.length === 0) return [];
        const ids = granted.map(({ id }) => id);
        const rows = await connection.db
          .select()
          .from(applications)
          .where(and(inArray(applications.id, ids), gt(applications.submittedAt, since.getTime())));
        return rows.map((row) => toApplication(ring, row));
      }),
    secrets: (applicationId, now) =>
      driver.read(async ({ db, tables: { applications } }) => {
        const { secrets, secretsUntil } = applications;
        const rows = await db
          .select({ secrets, secretsUntil })
          .from(applications)
          .where(eq(applications.id, applicationId));
        const row = rows[0];
        if (!row?.secrets || (row.secretsUntil ?? 0) <= now.getTime()) return undefined;
        return openAccess(ring, applicationId, row.secrets);
      }),
    openIndividualNumbers: ({ applicationId, actor, now }) =>
      driver.write(async (connection) => {
        const row = (await findRow(connection, { id: applicationId }))[0];
        if (row === undefined) throw new DomainError('application_not_found');
        await appendAudit(connection, ring, {
          at: now,
          actor,
          action: 'application.individual_numbers_opened',
          subject: applicationId,
          detail: {},
        });
        return openApplicationNumbers(ring, row);
      }),
    events: (id) =>
      driver.read(async (connection) => livingEvents(await readApplicationEvents(connection, id))),
    withdraw: (change) => withdrawApplication(driver, ring, change),
  };
}
