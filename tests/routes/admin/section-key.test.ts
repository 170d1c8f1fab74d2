import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSealingKey } from '../../../server/integrations/sealing/age.ts';
import { keyFingerprint } from '../../../server/lib/key-fingerprint.ts';
import { hiddenFields } from '../../support/http-resident.ts';
import { type InjectedResident, unescaped } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

const SECTION = '/admin/settings/sections/child';
const PATH = 'municipality.yaml';
const FILE = `/admin/settings/file?path=${PATH}`;
const fileUrl = (step: string) => FILE.replace('/file?', `/file/${step}?`);

let site: OfficeApp;
/** Who asks, and the second person. */
let one: InjectedResident;
let other: InjectedResident;
beforeAll(async () => {
  site = await officeApp();
  one = (await site.member({ role: 'procedure_admin', name: '頼む 太郎' })).browser;
  other = (await site.member({ role: 'system_admin', name: '確かめる 花子' })).browser;
}, 60_000);
afterAll(() => site.close());

const keyUrl = (section: string) => `/admin/settings/sections/${section}/key`;
const keyNow = (section = 'child') =>
  site.services.library.municipality.sections[section]?.sealing_key;
const newKey = async () => (await makeSealingKey()).recipient;
const shown = async (who: InjectedResident, section = 'child') =>
  unescaped((await who.get(keyUrl(section))).body);

async function post(who: InjectedResident, url: string, fields: Record<string, string> = {}) {
  const page = await who.get(keyUrl(/sections\/(\w+)\//.exec(url)?.[1] ?? 'child'));
  const reply = await who.post(url, { ...hiddenFields(page.body), ...fields });
  return { status: reply.statusCode, body: unescaped(reply.body) };
}
const ask = (key: string, section = 'child', who = one) =>
  post(who, keyUrl(section), { sealing_key: key });
const confirm = (who: InjectedResident, section = 'child') =>
  post(who, `${keyUrl(section)}/confirm`);
const giveBack = (who: InjectedResident, reason: string, section = 'child') =>
  post(who, `${keyUrl(section)}/return`, { reason });

async function proposeText(who: InjectedResident, change: (text: string) => string) {
  const text = (await who.get(fileUrl('text'))).body;
  await who.post(FILE, { ...hiddenFields((await who.get(FILE)).body), text: change(text) });
  return unescaped((await who.get(FILE)).body);
}
async function onFile(who: InjectedResident, step: string, fields: Record<string, string> = {}) {
  const { body } = await who.get(FILE);
  const base = /name="base" value="(\d+)"/.exec(body)?.[1] ?? '';
  return who.post(fileUrl(step), { ...hiddenFields(body), base, ...fields });
}
const logged = async () =>
  (await site.services.stores.audit.page({}, null, 9)).entries.filter(({ action }) =>
    action.startsWith('sealing_key.'),
  );

describe('a section’s key for seals', () => {
  it('is another one when a second person has confirmed it, and not before', async () => {
    const before = keyNow() ?? '';
    const section = unescaped((await one.get(SECTION)).body);
    expect(section).toContain(keyFingerprint(before));
    expect(section).toContain('この鍵で封をしている手続き：「');
    expect(section).not.toContain('name="sealing_key"');
    const key = await newKey();
    expect((await ask(`sealing_key: ${key}\n`)).status).toBe(303);
    expect(keyNow()).toBe(before);
    for (const who of [one, other]) {
      const page = await shown(who);
      for (const told of ['確認待ち', '頼む 太郎', keyFingerprint(key), keyFingerprint(before)]) {
        expect(page).toContain(told);
      }
    }
    expect(await shown(one)).toContain('自分が頼んだ鍵は、自分では確認できません');
    expect(await shown(one)).toMatch(/確認できる人：.*確かめる 花子さん/);
    expect((await one.get('/admin/settings')).body).toContain('こども課の封をする鍵');

    const own = await confirm(one);
    expect([own.status, own.body.includes('自分では確認できません')]).toEqual([422, true]);
    expect(keyNow()).toBe(before);
    expect((await confirm(other)).status).toBe(303);
    expect(keyNow()).toBe(key);
    expect((await confirm(other)).status).toBe(422);
    expect(await shown(one)).toContain('確認済み（確かめる 花子）');
    const log = await logged();
    expect(log.map(({ action }) => action)).toEqual(['sealing_key.confirmed', 'sealing_key.asked']);
    expect(log[0]?.detail).toMatchObject({
      key_before: keyFingerprint(before),
      key_after: keyFingerprint(key),
    });
    const auditor = (await site.member({ role: 'auditor' })).browser;
    const page = unescaped((await auditor.get('/office/audit')).body);
    expect(page).toContain('封をする鍵を確認して、替えた');
    expect(page).toContain(`新しい鍵の照合番号：${keyFingerprint(key)}`);
    expect(page).not.toContain('sealing_key.');
  }, 60_000);

  it('is given back with a reason that the asker reads, or taken back without one', async () => {
    const before = keyNow();
    await ask(await newKey());
    const second = await ask(await newKey(), 'child', other);
    expect([second.status, second.body.includes('もうあります')]).toEqual([422, true]);
    const silent = await giveBack(other, ' ');
    expect(silent.status).toBe(422);
    expect(silent.body).toContain('href="#reason"');
    expect(silent.body).toMatch(/id="reason"[^>]*aria-describedby="reason-error[^>]*aria-invalid/);
    expect((await giveBack(other, '照合番号が違いました')).status).toBe(303);
    expect(await shown(one)).toContain('理由：照合番号が違いました');
    await ask(await newKey());
    expect((await giveBack(one, '')).status).toBe(303);
    expect(await shown(other)).toContain('取りやめ（頼む 太郎）');
    expect((await confirm(other)).status).toBe(422);
    expect(keyNow()).toBe(before);
  }, 60_000);

  it('needs two people for its first one, too', async () => {
    const section = Object.keys(site.services.library.municipality.sections).find(
      (name) => keyNow(name) === undefined,
    );
    const key = await newKey();
    expect(await shown(one, section)).toContain('まだありません');
    await ask(key, section);
    expect((await confirm(one, section)).status).toBe(422);
    expect(keyNow(section)).toBeUndefined();
    expect((await confirm(other, section)).status).toBe(303);
    expect(keyNow(section)).toBe(key);
  }, 60_000);
});

it('is reached from the builder’s note on the seal', async () => {
  const home = '/admin/procedures/dv-consultation';
  const made = await one.post(`${home}/versions`, hiddenFields((await one.get(home)).body));
  const part = await one.get(`${made.headers.location}/parts/sealing`);
  expect(part.body).toMatch(/href="\/admin\/settings\/sections\/\w+#sealing"/);
  const [href = ''] = /\/admin\/settings\/sections\/\w+/.exec(part.body) ?? [];
  expect((await one.get(href)).body).toContain('id="sealing"');
}, 60_000);

describe('the file of the town', () => {
  it('does not bring another key, however it is typed', async () => {
    const before = keyNow() ?? '';
    const page = await proposeText(one, (text) => text.replace(before, 'age1swapped'));
    expect(page).toContain('「こども課」の封をする鍵が変わっています');
    expect((await onFile(one, 'publish', { base: '2' })).statusCode).toBe(422);
    expect((await onFile(other, 'publish', { base: '2' })).statusCode).toBe(422);
    expect(keyNow()).toBe(before);
    await onFile(one, 'withdraw');
  }, 60_000);

  it('that waits with other changes goes on with the new key', async () => {
    await proposeText(one, (text) => text.replace('name:', '# 直した\nname:'));
    const key = await newKey();
    await ask(key);
    expect((await confirm(other)).status).toBe(303);
    const waiting = await site.services.stores.townFiles.proposed(PATH);
    expect(waiting?.content).toContain('# 直した');
    expect(waiting?.content).toContain(key);
    await onFile(one, 'withdraw');
  }, 60_000);

  it('of before comes back with the keys of now', async () => {
    await proposeText(one, (text) =>
      text.replace(/phone: ["']?[\d-]+["']?/, "phone: '0000-11-2222'"),
    );
    expect((await onFile(one, 'publish')).statusCode).toBe(303);
    await onFile(one, 'restore', { number: '1' });
    const proposed = await site.services.stores.townFiles.proposed(PATH);
    expect(proposed?.content).toContain(keyNow());
    expect(proposed?.content).not.toContain('0000-11-2222');
    const page = unescaped((await one.get(FILE)).body);
    expect(page).not.toContain('封をする鍵が変わっています');
    await onFile(one, 'withdraw');
  }, 60_000);
});

describe('what is typed as a key', () => {
  it('is refused at its input when it is wrong; a secret one is never shown again', async () => {
    const wrong = await ask(`${keyNow()?.slice(0, -1)}`);
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('href="#sealing_key"');
    expect(wrong.body).toContain('62文字のところ、61文字です');
    expect((await ask(keyNow() ?? '')).body).toContain('今の鍵と同じです');
    const { identity } = await makeSealingKey();
    const secret = await ask(identity);
    expect(secret.status).toBe(422);
    expect(secret.body).toContain('開く鍵（秘密鍵）です');
    expect(secret.body.toLowerCase()).not.toContain(identity.toLowerCase());
    const emptied = await ask('');
    expect([emptied.status, emptied.body.includes('空にできません')]).toEqual([422, true]);
  }, 60_000);
});
