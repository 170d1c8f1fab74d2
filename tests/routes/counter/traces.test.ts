import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClosedFor, CounterTask } from '../../../server/domain/counter/sitting.ts';
import { closeIdleSittings, sittingTimes } from '../../../server/domain/counter/sitting-timeout.ts';
import type { RawInput } from '../../../server/domain/fields/answers.ts';
import { hashSecret } from '../../../server/lib/secret-hash.ts';
import { NOON } from '../../support/apply-app.ts';
import { counterApp } from '../../support/counter-app.ts';
import type { InjectedResident } from '../../support/injected-resident.ts';

/** Nobody is called that, and no page of ours says it. */
const NAME = { family: '痕無', given: '残代', family_kana: 'コンナシ', given_kana: 'ザンヨ' };
const TRACE = /痕無|残代|コンナシ|ザンヨ|痕無通り/;
const STREET = '痕無通り9-9';
const WIPE = '"cache", "storage"';
const OVER = '/counter?over=1';

const lines: string[] = [];
let site: Awaited<ReturnType<typeof counterApp>>;
beforeAll(async () => {
  const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  site = await counterApp({ logger });
});
afterAll(() => site.close());

type Tablet = Awaited<ReturnType<typeof site.tablet>>;

const later = (minutes: number) => site.clock.set(new Date(Date.parse(NOON) + minutes * 60_000));

async function press(browser: InjectedResident, from: string, path: string, form: RawInput = {}) {
  const { hidden } = await browser.open(from);
  return browser.post(path, { _csrf: hidden['_csrf'], ...form });
}

/** A resident at the counter of whom everything is known that can be. */
async function planted(task: Partial<CounterTask> = {}) {
  site.clock.set(NOON);
  const at = await site.tablet();
  const id = await site.sitting(at);
  const { stores } = site.services;
  const { sessionHash = '' } = (await stores.sittings.find(id)) ?? {};
  const now = site.clock.now();
  const until = new Date(now.getTime() + 3_600_000);
  const draft = {
    id: randomUUID(),
    procedureId: 'dog-registration',
    version: site.services.library.procedures.get('dog-registration')?.version ?? '',
    locale: 'ja',
    channel: 'counter',
    sessionHash,
    revision: 0,
    answers: { kind: 'new', chip: 'none', name: NAME, street: STREET },
    pending: null,
    startedAt: now,
    updatedAt: now,
    expiresAt: until,
  } as const;
  await stores.drafts.create(draft);
  const codeHash = hashSecret(randomUUID());
  const content = JSON.stringify(NAME);
  const code = { codeHash, purpose: 'to_phone', content, owner: id, at: now, expiresAt: until };
  await stores.counterCodes.make({ ...code, purpose: 'to_phone' });
  const begun: CounterTask = {
    id: randomUUID(),
    position: 0,
    procedureId: 'dog-registration',
    state: 'begun',
    draftId: draft.id,
    applicationId: null,
    typedValues: 2,
    carriedValues: 0,
    paperValues: 9,
    ...task,
  };
  const known = { 'applicant.name': { type: 'name', value: NAME, source: 'card' } } as const;
  await stores.sittings.change({ id, now }, () => ({
    sitting: { facts: { known, differences: [], bundleAnswers: {}, note: STREET } },
    tasks: [begun],
  }));
  const page = `/counter/sittings/${id}`;
  expect((await at.browser.get(page)).body).toMatch(TRACE);
  return { at, id, page, draft, codeHash };
}

type Planted = Awaited<ReturnType<typeof planted>>;

/** Whoever looks on that tablet, or into what is kept, finds nothing. */
async function expectNothing({ at, id, page, draft, codeHash }: Planted, reason: ClosedFor) {
  const { stores } = site.services;
  const over = await stores.sittings.find(id);
  expect(over).toMatchObject({ state: 'closed', closedFor: reason });
  expect(JSON.stringify(over)).not.toMatch(TRACE);
  expect(await stores.drafts.find(draft.id)).toBeUndefined();
  const now = site.clock.now();
  const taken = await stores.counterCodes.take({ codeHash, purpose: 'to_phone', now });
  expect(taken).toEqual({ result: 'used' });
  const form = `${page}/forms/ja/dog-registration/owner`;
  for (const url of [page, `${page}/close`, `${page}/add`, form, '/counter', OVER]) {
    const reply = await at.browser.get(url);
    expect(reply.body, url).not.toMatch(TRACE);
    expect(reply.headers['cache-control'], url).toBe('no-store');
    if (url.startsWith(page)) expect(reply.statusCode, url).toBe(303);
  }
  const sent = await at.browser.post(form, { applicant: NAME.family });
  expect([303, 403]).toContain(sent.statusCode);
  const { entries } = await stores.audit.page({ about: [id] }, null, 50);
  expect(entries.map(({ action }) => action)).toContain('sitting.closed');
  expect(JSON.stringify(site.everything())).not.toMatch(TRACE);
  expect(lines.join('')).not.toMatch(TRACE);
}

const closeIdle = () => {
  const { stores, clock, library } = site.services;
  const deps = { sittings: stores.sittings, clock };
  return closeIdleSittings(deps, sittingTimes(library.municipality));
};

/** Somebody else signs in on that tablet. */
async function colleagueOn({ browser }: Tablet) {
  const other = await site.member({ role: 'counter', section: 'residents' });
  other.browser.cookies['madoguchi-tablet'] = browser.cookies['madoguchi-tablet'] ?? '';
  return other.browser;
}

const closing = ({ at, page }: Planted, by = at.browser) =>
  press(by, '/counter/pair', `${page}/close`, { sure: 'yes' });

describe('a resident leaves the counter', () => {
  it.each(['done', 'handed_back'] as const)('and staff end it: %s', async (reason) => {
    const scene = await planted(reason === 'done' ? { state: 'sent', draftId: null } : {});
    const asked = await scene.at.browser.get(`${scene.page}/close`);
    expect(asked.statusCode).toBe(200);
    const reply = await closing(scene);
    expect(reply.headers['clear-site-data']).toBe(WIPE);
    expect(reply.headers['set-cookie']).toBeUndefined();
    await expectNothing(scene, reason);
    expect((await scene.at.browser.get('/counter')).statusCode).toBe(200);
  });

  it('and nobody touches the tablet: the sweep ends it, not a second early', async () => {
    const scene = await planted();
    later(9.99);
    await closeIdle();
    expect(await site.services.stores.sittings.find(scene.id)).toMatchObject({ state: 'open' });
    later(10);
    await closeIdle();
    const reply = await scene.at.browser.get(OVER);
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['clear-site-data']).toBe(WIPE);
    await expectNothing(scene, 'timed_out');
  });

  it.each(['', '/close'])('and the page comes back before the sweep: %s', async (rest) => {
    const scene = await planted();
    later(10);
    const reply = await scene.at.browser.get(`${scene.page}${rest}`);
    expect(reply.headers.location).toBe(OVER);
    await expectNothing(scene, 'timed_out');
  });

  it('and staff sign out, or their sign-in has run out', async () => {
    const left = await planted();
    const reply = await press(left.at.browser, '/counter/pair', '/office/sign-out');
    expect(reply.headers['clear-site-data']).toBe(WIPE);
    expect(String(reply.headers.location)).toContain('to=%2Fcounter');
    await expectNothing(left, 'signed_out');

    const idle = await planted();
    later(31);
    expect((await idle.at.browser.get(idle.page)).headers.location).toContain('/office/sign-in');
    const next = await colleagueOn(idle.at);
    expect((await next.get('/counter')).body).not.toContain('引き継ぐ');
    await expectNothing(idle, 'timed_out');
  });

  it('and a colleague goes on there, and ends it', async () => {
    const scene = await planted();
    const colleague = await colleagueOn(scene.at);
    expect((await colleague.get('/counter')).body).not.toMatch(TRACE);
    expect((await colleague.get(scene.page)).headers.location).toBe(OVER);
    await press(colleague, '/counter', `${scene.page}/take-over`);
    expect((await colleague.get(scene.page)).body).toMatch(TRACE);
    expect((await scene.at.browser.get(scene.page)).headers.location).toBe(OVER);
    const reply = await closing(scene, colleague);
    expect(reply.headers['clear-site-data']).toBe(WIPE);
    await expectNothing(scene, 'handed_back');
  });

  it('and waits for a colleague until the day is over', async () => {
    const scene = await planted();
    const now = site.clock.now();
    await site.services.stores.sittings.change({ id: scene.id, now }, () => ({
      sitting: { state: 'passed_on', deviceId: null, staffLogin: null, passedTo: 'residents' },
    }));
    later(11 * 60 + 59);
    await closeIdle();
    expect((await site.services.stores.sittings.find(scene.id))?.state).toBe('passed_on');
    later(12 * 60);
    await closeIdle();
    await expectNothing(scene, 'timed_out');
  });

  it('and the tablet is lost: unpaired, it is a stranger, and its people are signed out', async () => {
    const scene = await planted();
    const { device, browser, id: staffId } = scene.at;
    const managers = await site.member({ role: 'section_manager', section: 'residents' });
    const others = await site.member({ role: 'section_manager', section: 'child' });
    const unpair = `/office/counter-devices/${device.id}/unpair`;
    expect((await others.browser.get(unpair)).statusCode).toBe(404);
    const signedInOnly = await colleagueOn(scene.at);
    await press(managers.browser, unpair, unpair);
    const left = await site.services.stores.staff.sessionsOf(staffId, site.clock.now(), 1e9);
    expect(left).toEqual([]);
    for (const someone of [browser, signedInOnly]) {
      expect((await someone.get('/counter')).headers.location).toContain('/office/sign-in');
      expect(someone.cookies['madoguchi-tablet']).toBe('');
    }
    await expectNothing(scene, 'unpaired');
  });
});

describe('a tablet', () => {
  it('is paired with a code that the office sees once', async () => {
    site.clock.set(NOON);
    const office = await site.member({ role: 'section_manager', section: 'residents' });
    const member = await site.member({ role: 'counter', section: 'residents' });
    const devices = '/office/counter-devices';
    const wrong = { name: '', section: 'child' };
    expect((await press(office.browser, devices, `${devices}/codes`, wrong)).statusCode).toBe(422);
    const wanted = { name: '窓口3番', section: 'residents' };
    await press(office.browser, devices, `${devices}/codes`, wanted);
    const shown = (await office.browser.get(devices)).body;
    const code = /class="tablet-code">([^<]+)</.exec(shown)?.[1] ?? '';
    expect((await office.browser.get(devices)).body).not.toContain(code);

    const { browser } = member;
    expect((await browser.get('/counter')).headers.location).toBe('/counter/pair');
    const pair = (typed: string) =>
      press(browser, '/counter/pair', '/counter/pair', { code: typed });
    for (const [typed, said] of [
      ['abc', '8文字'],
      ['7K3M-Q9TD', '見つかりません'],
    ] as const) {
      const refused = await pair(typed);
      expect([refused.statusCode, refused.body.includes(said)]).toEqual([422, true]);
      expect(refused.body).toContain(`value="${typed}"`);
    }
    expect((await pair(code.toLowerCase())).headers.location).toBe('/counter');
    expect((await browser.get('/counter')).body).toContain('窓口3番');
    expect((await pair(code)).body).toContain('もう使われました');

    // With another code it becomes another one, and is no more what it was.
    await press(office.browser, devices, `${devices}/codes`, { ...wanted, name: '窓口4番' });
    const next = /class="tablet-code">([^<]+)</.exec((await office.browser.get(devices)).body)?.[1];
    await pair(next ?? '');
    const now = await site.services.stores.devices.list();
    const state = (name: string) => now.find((one) => one.name === name)?.unpairedAt ?? null;
    expect([state('窓口3番'), state('窓口4番')]).toEqual([site.clock.now(), null]);
  });

  it('fills in nothing by itself, and only a person keeps a sitting open', async () => {
    const { at, id, page } = await planted();
    for (const url of ['/counter/pair', `${page}/forms/ja/dog-registration/owner`]) {
      const { body } = await at.browser.get(url);
      expect(body).toContain('autocomplete="off"');
      expect(body).not.toMatch(/autocomplete="(?!off")/);
      expect(body).not.toMatch(/<form (?![^>]*autocomplete="off")/);
    }
    const touchedAt = async () => (await site.services.stores.sittings.find(id))?.touchedAt;
    later(1);
    await at.browser.get(page, { 'sec-fetch-dest': 'empty' });
    expect(await touchedAt()).toEqual(new Date(NOON));
    const shown = await at.browser.get(page);
    expect(shown.body).toContain('data-idle-left="600"');
    // Without a script it says when, and leaves then.
    expect(shown.body).toMatch(/<noscript><p [^>]*>何もしないと、12時11分に自動で終わります/);
    expect(shown.body).toMatch(
      /<noscript><meta http-equiv="refresh" content="601;url=\/counter\?over=1">/,
    );
    later(2);
    const { hidden } = await at.browser.open('/counter/pair');
    const touch = { _csrf: hidden['_csrf'] };
    const reply = await at.browser.post(`${page}/touch`, touch, { accept: 'application/json' });
    expect(reply.json()).toEqual({ leftSeconds: 600 });
    expect(await touchedAt()).toEqual(site.clock.now());
  });
});
