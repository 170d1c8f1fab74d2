import { randomUUID } from 'node:crypto';
import type { StaffRole } from '../../server/domain/staff/roles.ts';
import { hashSecret } from '../../server/lib/secret-hash.ts';
import { applyApp } from './apply-app.ts';
import { InjectedResident } from './injected-resident.ts';

export type OfficeApp = Awaited<ReturnType<typeof officeApp>>;

interface NewMember {
  readonly role: StaffRole;
  readonly section?: string;
  readonly name?: string;
  readonly login?: string;
}

/** The whole site with people who work there; the clock stands at noon until it is set. */
export async function officeApp(options: Parameters<typeof applyApp>[0] = {}) {
  const site = await applyApp(options);
  const { services, app, clock } = site;
  return Object.assign(site, {
    /** A browser in which that person is signed in from now on. */
    async signIn(staffId: string) {
      const browser = new InjectedResident(app, services.config.publicUrl);
      const secret = Buffer.from(randomUUID() + randomUUID())
        .toString('base64url')
        .slice(0, 43);
      browser.cookies['madoguchi'] = secret;
      const startedAt = clock.now();
      await services.stores.staff.startSession({
        sessionHash: hashSecret(secret),
        staffId,
        secondFactor: 'totp',
        startedAt,
        endsAt: new Date(startedAt.getTime() + 12 * 3_600_000),
      });
      return browser;
    },
    /** Adds a member of staff who is signed in, in a browser of their own. */
    async member({
      role,
      section,
      name = '見本 花子',
      login = `${role}-${randomUUID()}`,
    }: NewMember) {
      const id = randomUUID();
      const at = clock.now();
      const roles = [{ role, section: section ?? null, from: '2000-01-01', to: null }];
      const account = { id, login, name, roles, passphraseHash: null };
      await services.stores.staff.add(account, { actor: 'system', at });
      const browser = await this.signIn(id);
      return { id, login, name, browser };
    },
  });
}
