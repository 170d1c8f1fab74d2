import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

const PAGE = '/office/api-tokens';
const GOOD = { name: '児童手当の RPA', section: 'child', until: '2027-03-31' };

let site: OfficeApp;
let admin: Awaited<ReturnType<OfficeApp['member']>>;

beforeAll(async () => {
  site = await officeApp();
  admin = await site.member({ role: 'system_admin' });
});
afterAll(() => site.close());

async function send(fields: Record<string, string | string[]>, path = PAGE) {
  const { hidden } = await admin.browser.open(PAGE);
  return admin.browser.post(path, { ...hidden, ...fields });
}

const ask = (token: string) =>
  site.app.inject({ url: '/api/v1/applications', headers: { authorization: `Bearer ${token}` } });

describe('a token', () => {
  it('is shown once, works until it is revoked, and its making and ending are in the log', async () => {
    expect((await send(GOOD)).statusCode).toBe(303);
    const page = await admin.browser.get(PAGE);
    const token = /class="office-secret">([^<]+)</.exec(page.body)?.[1] ?? '';
    expect(token).toMatch(/^mdg_[\w-]{43}$/);
    expect((await admin.browser.get(PAGE)).body).not.toContain(token);
    expect((await ask(token)).statusCode).toBe(200);
    const [kept] = await site.services.stores.apiTokens.list();
    expect(kept).toMatchObject({ name: GOOD.name, procedures: [], lastUsedAt: site.clock.now() });
    expect(kept?.endsAt).toEqual(new Date('2027-04-01T00:00:00+09:00'));
    expect(JSON.stringify(site.everything())).not.toContain(token);
    await send({}, `${PAGE}/${kept?.id}/revoke`);
    expect((await ask(token)).json().error).toBe('token_revoked');
    expect((await admin.browser.get(PAGE)).body).toContain('止めました');
    const { entries } = await site.services.stores.audit.page({ about: [kept?.id ?? ''] }, null, 9);
    expect(entries.map(({ action }) => action)).toEqual(['api_token.revoked', 'api_token.added']);
  });

  it('is made once, although the button is pressed twice', async () => {
    const { hidden } = await admin.browser.open(PAGE);
    const before = (await site.services.stores.apiTokens.list()).length;
    for (let time = 0; time < 2; time++) await admin.browser.post(PAGE, { ...hidden, ...GOOD });
    expect(await site.services.stores.apiTokens.list()).toHaveLength(before + 1);
  });

  it.each([
    [{ name: '' }, 'システムの名前を'],
    [{ section: 'nowhere' }, '課を選んでください'],
    [{ until: '2026-11-20' }, '今日から2年まで'],
    [{ until: '2036-11-20' }, '今日から2年まで'],
    [{ procedure: ['care-limit'] }, '選んだ課の手続だけ'],
  ])('is not made with %o, and what was typed stays', async (fields, words) => {
    const reply = await send({ ...GOOD, ...fields });
    expect(reply.statusCode).toBe(422);
    expect(reply.body).toContain(words);
    expect(reply.body).toContain(`value="${{ ...GOOD, ...fields }.until}"`);
  });

  it('is the system administrators’ business', async () => {
    const { browser } = await site.member({ role: 'section_manager', section: 'child' });
    expect((await browser.get(PAGE)).statusCode).toBe(403);
  });
});
