import { randomBytes, randomUUID } from 'node:crypto';
import type { StaffRole } from '../../server/domain/staff/roles.ts';
import { hashSecret } from '../../server/lib/secret-hash.ts';
import { officeApp } from './office-app.ts';

interface AtTheCounter {
  readonly role?: StaffRole;
  readonly section?: string;
  readonly tablet?: string;
}

/** The whole site with tablets at its counter; the clock stands at noon until it is set. */
export async function counterApp(options: Parameters<typeof officeApp>[0] = {}) {
  const site = await officeApp(options);
  const { services, clock } = site;
  return Object.assign(site, {
    /** A tablet that is paired, with somebody signed in on it. */
    async tablet({
      role = 'counter',
      section = 'residents',
      tablet = '窓口1番',
    }: AtTheCounter = {}) {
      const member = await site.member({ role, section });
      const secret = randomBytes(32).toString('base64url');
      const device = {
        id: randomUUID(),
        kind: 'tablet' as const,
        name: tablet,
        section,
        tabletId: null,
        pairedBy: 'system',
        pairedAt: clock.now(),
        unpairedAt: null,
      };
      await services.stores.devices.pair({ ...device, tokenHash: hashSecret(secret) });
      member.browser.cookies['madoguchi-tablet'] = secret;
      return { ...member, device };
    },
    /** A sitting that is open there. */
    async sitting(at: { device: { id: string }; login: string }, locale = 'ja' as const) {
      const id = randomUUID();
      await services.stores.sittings.open({
        id,
        sessionHash: hashSecret(`sitting ${id}`),
        deviceId: at.device.id,
        staffLogin: at.login,
        section: 'residents',
        locale,
        openedBy: `staff:${at.login}`,
        openedAt: clock.now(),
      });
      return id;
    },
  });
}
