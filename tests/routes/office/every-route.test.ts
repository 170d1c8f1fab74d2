import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  PERMISSIONS,
  SECTION_ROLES,
  STAFF_ROLES,
  type StaffRole,
} from '../../../server/domain/staff/roles.ts';
import { mayDo } from '../../../server/domain/staff/staff.ts';
import type { StaffRoute } from '../../../server/http/staff-session.ts';
import type { InjectedResident } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';
import { submitCases } from '../../support/submitted-cases.ts';

/** All routes, each with a session of its own. */
const PATIENCE = 120_000;

let site: OfficeApp;
let routes: readonly StaffRoute[];

beforeAll(async () => {
  site = await officeApp();
  routes = (await site.app.staffSite()).staffRoutes.filter(({ method }) => method !== 'HEAD');
});
afterAll(() => site.close());

const NOBODY = '00000000-0000-4000-8000-000000000000';
const urlOf = ({ url }: StaffRoute) => url.replace(/:\w+/g, NOBODY).replace(/\*/g, NOBODY);

/** Asks for a page, or sends a form with nothing in it but its token. */
async function call(browser: InjectedResident, route: StaffRoute) {
  if (route.method === 'GET') return browser.get(urlOf(route));
  const { path, hidden } = await browser.open('/office/account');
  const { _csrf } = hidden._csrf
    ? hidden
    : (await browser.open(`/office/sign-in?to=${path}`)).hidden;
  return browser.post(urlOf(route), { _csrf });
}

describe('every route of the staff side', () => {
  it('there are some, and each says who may use it', () => {
    expect(routes.length).toBeGreaterThan(20);
    expect(routes.filter(({ staff }) => staff !== 'anybody' && !(staff in PERMISSIONS))).toEqual(
      [],
    );
  });

  it.each(STAFF_ROLES)(
    'opens to %s exactly as the table says',
    async (role: StaffRole) => {
      const section = SECTION_ROLES.includes(role) ? 'child' : undefined;
      const wrong: string[] = [];
      for (const route of routes) {
        // A session of its own: some routes end it.
        const { browser } = await site.member({ role, section });
        const { statusCode, headers } = await call(browser, route);
        const { staff } = route;
        const may =
          staff === 'anybody' || (PERMISSIONS[staff] as readonly StaffRole[]).includes(role);
        const asked = String(headers.location ?? '').startsWith('/office/sign-in?to=');
        const fits = may ? [200, 303, 404, 422].includes(statusCode) && !asked : statusCode === 403;
        if (!fits) wrong.push(`${route.method} ${route.url} (${staff}): ${statusCode}`);
      }
      expect(wrong).toEqual([]);
    },
    PATIENCE,
  );

  it(
    'sends whoever is not signed in to the sign-in page, and nowhere else',
    async () => {
      const wrong: string[] = [];
      for (const route of routes.filter(({ staff }) => staff !== 'anybody')) {
        const { statusCode, headers } = await call(site.resident(), route);
        const isSent = String(headers.location).startsWith('/office/sign-in');
        if (statusCode !== 303 || !isSent)
          wrong.push(`${route.method} ${route.url}: ${statusCode}`);
      }
      expect(wrong).toEqual([]);
    },
    PATIENCE,
  );
});

describe('every procedure', () => {
  it(
    'opens its cases to its own section and refuses the others',
    async () => {
      const { services } = site;
      const { procedures, municipality } = services.library;
      const sections = Object.keys(municipality.sections);
      const workers = await Promise.all(
        sections.map((section) => site.member({ role: 'case_worker', section })),
      );
      const wrong: string[] = [];
      for (const { id, section } of procedures.values()) {
        const [sent] = await submitCases(services, id, 1);
        for (const [at, { browser }] of workers.entries()) {
          const { statusCode } = await browser.get(`/office/cases/${sent?.id}`);
          const expected = sections[at] === section ? 200 : 403;
          if (statusCode !== expected)
            wrong.push(`${id} (${section}) for ${sections[at]}: ${statusCode}`);
        }
      }
      expect(wrong).toEqual([]);
    },
    PATIENCE,
  );

  it('is read in its own section and in no other', () => {
    const { procedures, municipality } = site.services.library;
    const sections = Object.keys(municipality.sections);
    const day = '2026-11-21';
    for (const { id, section } of procedures.values()) {
      expect(sections, id).toContain(section);
      for (const role of STAFF_ROLES) {
        const readers = sections.filter((own) => {
          const held = SECTION_ROLES.includes(role) ? own : null;
          const roles = [{ role, section: held, from: day, to: day }];
          return mayDo({ roles }, 'cases.read', { day, section, grants: PERMISSIONS });
        });
        expect([id, role, readers]).toEqual([
          id,
          role,
          SECTION_ROLES.includes(role) ? [section] : [],
        ]);
      }
    }
  });
});
