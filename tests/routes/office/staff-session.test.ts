import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PERMISSIONS, type Permission, STAFF_ROLES } from '../../../server/domain/staff/roles.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

let site: OfficeApp;
const pages = Object.keys(PERMISSIONS) as Permission[];

beforeAll(async () => {
  site = await officeApp({
    extendStaff(app) {
      for (const staff of pages) {
        app.get(`/office/try/${staff}`, { config: { staff } }, async () => 'ok');
      }
    },
  });
});
afterAll(() => site.close());

describe('the staff side', () => {
  it('asks whoever is not signed in to do so, and remembers where they wanted to go', async () => {
    const reply = await site.resident().get('/office/try/cases.list?queue=new');
    expect(reply.statusCode).toBe(303);
    expect(reply.headers.location).toBe(
      '/office/sign-in?to=%2Foffice%2Ftry%2Fcases.list%3Fqueue%3Dnew',
    );
  });

  it.each(STAFF_ROLES)('lets %s do what the table says and nothing else', async (role) => {
    const { browser, login } = await site.member({ role, section: 'child' });
    for (const permission of pages) {
      const allowed = (PERMISSIONS[permission] as readonly string[]).includes(role);
      const reply = await browser.get(`/office/try/${permission}`);
      expect([permission, reply.statusCode]).toEqual([permission, allowed ? 200 : 403]);
      if (!allowed) expect(reply.body).toContain('操作の記録に残りました');
    }
    expect(login).toContain(role);
  });

  it('ends a session after half an hour without a touch, and when somebody leaves', async () => {
    const { browser } = await site.member({ role: 'auditor' });
    expect((await browser.get('/office')).statusCode).toBe(200);
    const start = site.clock.now();
    site.clock.set(new Date(start.getTime() + 31 * 60_000));
    expect((await browser.get('/office')).statusCode).toBe(303);
    const other = await site.member({ role: 'auditor' });
    const by = { actor: 'staff:boss', at: site.clock.now() };
    await site.services.stores.staff.leave(other.id, by);
    expect((await other.browser.get('/office')).statusCode).toBe(303);
    site.clock.set(start);
  });

  it('refuses to start with a page that does not say who may use it', async () => {
    await expect(
      officeApp({ extendStaff: (app) => void app.get('/office/open', async () => 'ok') }),
    ).rejects.toThrow('/office/open does not say who may use it');
  });
});
