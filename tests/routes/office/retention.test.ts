import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sentCase } from '../../support/case-desk.ts';
import { hiddenFields } from '../../support/http-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

let site: OfficeApp;
const NOW = '2026-11-21T12:00:00+09:00';
const OVER = '2030-04-01T12:00:00+09:00';
const FIVE_YEARS_OVER = '2032-04-01T12:00:00+09:00';
const PAGE = '/office/retention';

beforeAll(async () => {
  site = await officeApp();
});
afterAll(() => site.close());

/** A dog's death that was filed and finished: three years to be kept. Care equipment has a receipt: five. */
async function finished(procedure: 'dog-death' | 'care-equipment' = 'dog-death') {
  site.clock.set(NOW);
  const sent = await sentCase(site, procedure);
  await sent.staff('take-up');
  if (procedure !== 'dog-death') await sent.staff('identity', '--how', 'phone');
  await sent.staff(procedure === 'dog-death' ? 'complete' : 'grant');
  const { id, number } = (await site.services.stores.applications.find(sent.applicationId)) ?? {};
  return { ...sent, id: id ?? '', number: number ?? '' };
}

const admin = () => site.member({ role: 'system_admin' });
const files = () => readdirSync(join(site.dataDir, 'attachments'));

describe('what is kept and what goes', () => {
  it('is for system admins', async () => {
    const { browser } = await site.member({ role: 'section_manager', section: 'environment' });
    expect((await browser.get(PAGE)).statusCode).toBe(403);
  });

  it('shows first, asks, deletes everything of the case, and certifies it', async () => {
    const { number, id } = await finished('care-equipment');
    const { attachments } = site.services.stores;
    const own = await attachments.listFor(id);
    expect(own.length).toBeGreaterThan(0);
    expect(files()).toEqual(expect.arrayContaining(own.map((file) => file.id)));
    site.clock.set(new Date(Date.parse(FIVE_YEARS_OVER) - 86_400_000));
    const early = await admin();
    expect((await early.browser.get(PAGE)).body).toContain('今日、消す申請はありません');

    site.clock.set(FIVE_YEARS_OVER);
    const { browser, login } = await admin();
    const shown = await browser.get(PAGE);
    expect(shown.body).toMatch(
      /福祉用具購入費の支給申請<\/td><td class="[^"]*">終わった<\/td><td class="number">5年/,
    );
    expect(shown.body).toContain('1件の申請を消す');
    const form = hiddenFields(shown.body);
    const unticked = await browser.post(PAGE, form);
    expect(unticked.statusCode).toBe(422);
    expect(unticked.body).toContain('チェックを入れてください');
    const stale = await browser.post(PAGE, { ...form, expected: '7', confirm: 'yes' });
    expect(stale.statusCode).toBe(422);
    expect(stale.body).toContain('変わりました（今は1件）');
    expect(await site.services.stores.applications.find(id)).toBeDefined();

    const done = await browser.post(PAGE, { ...form, confirm: 'yes' });
    expect(done.statusCode).toBe(303);
    const certificate = (await browser.get(String(done.headers.location))).body;
    expect(certificate).toContain('削除の証明書');
    expect(certificate).toContain(login);
    expect(certificate).toContain(number);
    expect(await site.services.stores.applications.find(id)).toBeUndefined();
    expect(files().filter((name) => own.some((file) => file.id === name))).toEqual([]);
    const auditor = await site.member({ role: 'auditor' });
    const found = (await auditor.browser.get(`/office/audit?about=${number}`)).body;
    expect(found).toContain('申請を削除した');
    expect(found).toContain('申請を受け付けた');
    const left = Object.entries(site.everything()).filter(([, rows]) => rows.includes(id));
    expect(left.map(([table]) => table).sort()).toEqual(['audit_entries', 'journeys']);
    expect(existsSync(join(site.dataDir, 'deletion-certificates'))).toBe(true);
  });

  it('says to the resident that there is no such case any more, as for a wrong number', async () => {
    const { number, id } = await finished();
    const { code } = (await site.services.stores.applications.secrets(id, site.clock.now())) ?? {};
    site.clock.set(OVER);
    const { browser } = await admin();
    const form = hiddenFields((await browser.get(PAGE)).body);
    await browser.post(PAGE, { ...form, confirm: 'yes' });
    const { applications } = site.services.stores;
    expect(await applications.findByNumberAndCode(number, code ?? '')).toBeUndefined();
  });

  it('keeps what a section manager holds, with a reason, until it is released', async () => {
    const { id, number } = await finished();
    const path = `${PAGE}/holds/${id}`;
    const stranger = await site.member({ role: 'section_manager', section: 'child' });
    expect((await stranger.browser.get(path)).statusCode).toBe(403);
    const { browser } = await site.member({
      role: 'section_manager',
      section: 'environment',
      name: '環境 課長',
    });
    const form = hiddenFields((await browser.get(path)).body);
    const empty = await browser.post(path, { ...form, reason: ' ' });
    expect(empty.statusCode).toBe(422);
    expect(empty.body).toContain('理由を200文字までで入力してください');
    expect((await browser.post(path, { ...form, reason: '審査請求のため' })).statusCode).toBe(303);
    expect((await browser.get(path)).body).toContain('審査請求のため');

    site.clock.set(OVER);
    const other = await admin();
    const shown = (await other.browser.get(PAGE)).body;
    expect(shown).toContain(number);
    expect(shown).toContain('環境 課長');
    expect(shown).not.toContain('件の申請を消す');

    const again = await site.member({ role: 'section_manager', section: 'environment' });
    const release = hiddenFields((await again.browser.get(path)).body);
    expect((await again.browser.post(`${path}/release`, release)).statusCode).toBe(303);
    expect((await other.browser.get(PAGE)).body).toContain('1件の申請を消す');
  });
});
