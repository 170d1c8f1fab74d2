import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { lockMs } from '../../server/domain/staff/lockout.ts';
import { DATABASES, useDatabase } from './each-database.ts';

const AT = new Date('2026-11-21T03:00:00Z');
const BY = { actor: 'staff:boss', at: AT };
const IDLE = 30 * 60_000;
const minutes = (count: number) => new Date(AT.getTime() + count * 60_000);

describe.each(DATABASES)('staff on %s', (dialect) => {
  const database = useDatabase(dialect);
  const store = () => database().stores.staff;

  async function added(login = `login-${randomUUID()}`) {
    const id = randomUUID();
    const roles = [{ role: 'auditor', section: null, from: '2026-04-01', to: null }] as const;
    await store().add({ id, login, name: '見本', roles, passphraseHash: 'hash' }, BY);
    return { id, login };
  }

  async function session(staffId: string) {
    const sessionHash = randomUUID();
    const startedAt = AT;
    const endsAt = minutes(60);
    await store().startSession({ sessionHash, staffId, secondFactor: 'none', startedAt, endsAt });
    return sessionHash;
  }

  const fail = (staffId: string | null, at = AT) =>
    store().judge({ staffId, proof: 'passphrase', correct: false, at }, lockMs);
  const pass = (staffId: string | null, at = AT) =>
    store().judge({ staffId, proof: 'passphrase', correct: true, at }, lockMs);

  it('a login is given once', async () => {
    const { login } = await added();
    const twin = { id: randomUUID(), login, name: '別人', roles: [], passphraseHash: null };
    expect(await store().add(twin, BY)).toBe(false);
    expect((await store().findByLogin(login))?.passphrase).toBe('own');
  });

  it('failures are counted one after the other, and what comes during a lock changes nothing', async () => {
    const { id } = await added();
    await Promise.all(Array.from({ length: 12 }, () => fail(id)));
    const closed = await store().credentials(id);
    expect([closed?.failedAttempts, closed?.lockedUntil]).toEqual([5, minutes(1)]);
    expect(await pass(id)).toBe(false);
    expect(await pass(id, minutes(1))).toBe(true);
    await fail(id, minutes(1));
    expect((await store().credentials(id))?.lockedUntil).toEqual(minutes(3));
    expect(await pass(null)).toBe(false);
  });

  it('a whole sign-in begins the count anew and is written down', async () => {
    const { id } = await added();
    await fail(id);
    const start = { staffId: id, secondFactor: 'totp', startedAt: AT, endsAt: minutes(9) } as const;
    await store().startSession({ ...start, sessionHash: randomUUID() }, BY);
    expect((await store().credentials(id))?.failedAttempts).toBe(0);
  });

  it('a code is used once, and never an earlier one', async () => {
    const { id } = await added();
    await store().setTotp(id, 'JBSWY3DPEHPK3PXP', BY);
    const uses = await Promise.all([7, 7, 7].map((counter) => store().useTotp(id, counter)));
    expect(uses.filter(Boolean)).toHaveLength(1);
    expect([await store().useTotp(id, 6), await store().useTotp(id, 8)]).toEqual([false, true]);
    expect((await store().credentials(id))?.totpSecret).toBe('JBSWY3DPEHPK3PXP');
  });

  it('a new passphrase ends their sessions, all but the one that is kept', async () => {
    const [{ id }, other] = [await added(), await added()];
    const [kept, gone, others] = [await session(id), await session(id), await session(other.id)];
    await store().setPassphrase(id, 'temporary:2026-12-05:hash', BY, kept);
    const living = await Promise.all(
      [kept, gone, others].map((hash) => store().findSession(hash, AT, IDLE)),
    );
    expect(living.map((one) => one?.staffId)).toEqual([id, undefined, other.id]);
    expect(living[0]?.staff.passphrase).toBe('temporary');
    expect(await store().sessionsOf(id, AT, IDLE)).toHaveLength(1);
    expect(await store().sessionsOf(id, minutes(31), IDLE)).toHaveLength(0);
  });

  it('whoever leaves is nowhere signed in and gets in no more', async () => {
    const { id } = await added();
    const hash = await session(id);
    await store().leave(id, BY);
    expect(await store().findSession(hash, AT, IDLE)).toBeUndefined();
    expect(await pass(id)).toBe(false);
    expect(await store().casesOf(id)).toBe(0);
  });

  it('second factors that were lost are taken off together', async () => {
    const { id } = await added();
    await store().setTotp(id, 'JBSWY3DPEHPK3PXP', BY);
    const key = { id: randomUUID(), staffId: id, publicKey: new Uint8Array([1]), counter: 0 };
    await store().addPasskey({ ...key, transports: [], name: '電話', createdAt: AT }, BY);
    await store().removeSecondFactors(id, BY);
    const staff = await store().find(id);
    expect([staff?.hasTotp, staff?.passkeys]).toEqual([false, 0]);
  });

  it('an account elsewhere is one person’s here, until they leave', async () => {
    const [one, two] = [await added(), await added()];
    const subject = `https://login.example ${randomUUID()}`;
    expect(await store().linkSingleSignOn(one.id, subject, BY)).toBe(true);
    expect(await store().linkSingleSignOn(two.id, subject, BY)).toBe(false);
    await store().leave(one.id, BY);
    expect(await store().linkSingleSignOn(two.id, subject, BY)).toBe(true);
    expect((await store().findByOidcSubject(subject))?.id).toBe(two.id);
    const hash = await session(two.id);
    await store().unlinkSingleSignOn(two.id, BY);
    expect(await store().findByOidcSubject(subject)).toBeUndefined();
    expect(await store().findSession(hash, AT, IDLE)).toBeDefined();
  });

  it('and the log is whole', async () => {
    expect((await database().stores.audit.verify()).brokenAt).toBeNull();
  });
});
