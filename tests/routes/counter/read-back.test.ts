import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Procedure } from '../../../server/domain/procedures/procedure.ts';
import { hashSecret } from '../../../server/lib/secret-hash.ts';
import { counterApp } from '../../support/counter-app.ts';
import { counterForms, TODAY } from '../../support/counter-forms.ts';
import { unescaped } from '../../support/injected-resident.ts';
import { fullExample, madeUpAnswers } from '../../support/made-up-answers.ts';
import { procedureOf } from '../../support/sample-town.ts';
import { wishesFor } from '../../support/walk.ts';

let site: Awaited<ReturnType<typeof counterApp>>;
let at: Awaited<ReturnType<typeof site.tablet>>;
let forms: ReturnType<typeof counterForms>;
beforeAll(async () => {
  site = await counterApp();
  at = await site.tablet();
  forms = counterForms(site, at);
});
afterAll(() => site.close());

function dogsPage({ pages }: Procedure) {
  const found = pages.find(({ id }) => id === 'dogs');
  if (found === undefined) throw new Error('dogs');
  return found;
}

/** What belongs to a tablet, paired with it; its secret. */
async function paired(tablet: typeof at, kind: 'reader' | 'display', name: string) {
  const secret = randomBytes(32).toString('base64url');
  await site.services.stores.devices.pair({
    ...tablet.device,
    id: randomUUID(),
    kind,
    name,
    tabletId: tablet.device.id,
    tokenHash: hashSecret(secret),
  });
  return secret;
}

describe('what the resident reads', () => {
  it('lets the resident point at what is wrong, and staff see it until it is changed or asked about', async () => {
    const filled = await forms.filledIn('dog-registration');
    const page = await forms.readBack(filled);
    const wrong = await at.browser.post(page.path, { ...page.hidden, intent: 'wrong' });
    const pointing = await at.browser.follow(wrong, page.path);
    expect(pointing.page.body).toMatch(/<html lang="vi"/);
    expect(pointing.page.body.match(/name="wrong"/g)?.length).toBeGreaterThan(8);
    const say = (...places: string[]) =>
      at.browser.post(page.path, { ...pointing.hidden, intent: 'say_wrong', wrong: places });
    const nowhere = await say('rubbish');
    expect(nowhere.headers.location).toBe(`${filled.check.path}?wrong=1`);
    const asked = await at.browser.get(String(nowhere.headers.location));
    expect(asked.body).toContain('どこが違うかをお聞きして');

    const form = filled.check.path.replace(/check$/, '');
    const one = await say('dogs.0.breed');
    expect(one.headers.location).toBe(`${form}dogs/1?from=check#f-breed`);
    const dog = await at.browser.open(`${form}dogs/1?from=check`);
    expect(dog.page.body).toContain('お客様が「ここが違う」と言いました');
    expect((await at.browser.get(`${form}owner`)).body).not.toContain('ここが違う');

    await say('dogs.0.breed', 'owner..applicant_phone');
    const list = await at.browser.open(filled.check.path);
    expect(list.page.body.match(/value="right:/g)).toHaveLength(2);
    const right = { ...list.hidden, intent: 'right:owner..applicant_phone' };
    expect((await at.browser.post(list.path, right)).headers.location).toBe(filled.check.path);
    await at.browser.post(dog.path.replace(/\?.*/, ''), {
      ...dog.hidden,
      ...wishesFor({ answers: filled.answers }, dogsPage(filled.procedure), 0),
      breed: '秋田犬',
      intent: 'next',
    });
    const { page: done } = await at.browser.open(filled.check.path);
    expect(done.body).toContain('秋田犬');
    expect(done.body).not.toContain('value="right:');
  });

  it('stands on their own screen in the language that they chose for it, where they are in it', async () => {
    const screen = site.resident();
    screen.cookies['madoguchi-display'] = await paired(at, 'display', 'お客様画面');
    const content = async () => (await screen.get('/counter/display/content')).body;
    const { path, hidden } = await forms.readBack(await forms.filledIn('dog-death'));
    expect(await content()).toMatch(/data-at="0" class="read-back stack" lang="vi"/);
    await at.browser.get(`${path}?language=ja-easy`);
    expect(await content()).toMatch(/data-at="0" class="read-back stack easy" lang="ja"/);
    const part = { _csrf: hidden['_csrf'], part: '2' };
    expect((await at.browser.post(`${path}/part`, part)).statusCode).toBe(204);
    expect(await content()).toMatch(/data-at="2"[\s\S]*data-part="2"/);
    await at.browser.post(`${path}/part`, { ...part, part: '<b>' });
    expect(await content()).toContain('data-at="2"');
  });
});

describe('people named in one form', () => {
  it('are proposed in the next with where they were named, and put in when they are chosen', async () => {
    const { page, task, sitting } = await forms.seated('child-allowance', 'vi');
    const { drafts } = site.services.stores;
    const list = await at.browser.open(page);
    await at.browser.post(`${task}/begin`, { _csrf: list.hidden['_csrf'] });
    const own = procedureOf(site.services.library, 'child-allowance');
    const other = procedureOf(site.services.library, 'national-health-insurance');
    const now = site.clock.now();
    const [begun] = await drafts.listBySession(sitting?.sessionHash ?? '', now);
    if (begun === undefined) throw new Error('nothing was begun');
    const { children: _none, ...answers } = madeUpAnswers(own, fullExample(own), TODAY);
    await drafts.save({ ...begun, answers, now });
    const insured = other.examples.find(({ name }) => name === 'family_that_moved_in')?.answers;
    await drafts.create({
      ...begun,
      id: randomUUID(),
      procedureId: other.id,
      version: other.version,
      answers: insured ?? {},
    });

    const form = `${page}/forms/vi/child-allowance/children`;
    const first = await at.browser.open(`${form}/1`);
    const text = unescaped(first.page.body);
    expect(text).toContain('<strong>見本 空');
    expect(text).not.toContain('<strong>見本 花子');
    expect(text).toContain('国民健康保険');
    expect(first.page.body).not.toContain('value="空"');
    const [, href = ''] = /href="([^"]*\?person=[^"]*)"/.exec(first.page.body) ?? [];
    expect(decodeURIComponent(href)).not.toMatch(/[空見]/);
    const filled = await at.browser.open(unescaped(href));
    expect(filled.page.body).toContain('value="空"');
    const typed = { relation: 'child', custody: 'yes', intent: 'next' };
    const saved = await at.browser.post(`${form}/1`, {
      ...filled.hidden,
      'name.family': '見本',
      'name.given': '空',
      'name.family_kana': 'ミホン',
      'name.given_kana': 'ソラ',
      'birth.era': 'ad',
      'birth.year': '2024',
      'birth.month': '5',
      'birth.day': '5',
      ...typed,
    });
    expect(saved.statusCode).toBe(303);
    expect((await at.browser.get(form)).body).not.toContain('?person=');
  });
});

describe('what belongs to a tablet', () => {
  it('is unpaired alone, from the office or on its tablet, and leaves the others and the sitting', async () => {
    const { devices, sittings } = site.services.stores;
    const own = await site.tablet({ tablet: '窓口7番' });
    for (const name of ['読み取り機1', '読み取り機2']) await paired(own, 'reader', name);
    const sitting = await site.sitting(own);
    const belonging = async () =>
      (await devices.list()).filter(
        ({ tabletId, unpairedAt }) => tabletId === own.device.id && unpairedAt === null,
      );
    const [first, second] = await belonging();
    const office = await site.member({ role: 'section_manager', section: 'residents' });
    const unpair = `/office/counter-devices/${first?.id}/unpair`;
    expect((await office.browser.get('/office/counter-devices')).body).toContain(unpair);
    const { hidden } = await office.browser.open(unpair);
    await office.browser.post(unpair, { _csrf: hidden['_csrf'] });
    expect((await belonging()).map(({ id }) => id)).toEqual([second?.id]);
    const page = await own.browser.open('/counter/readers');
    await own.browser.post(`/counter/readers/${second?.id}/unpair`, {
      _csrf: page.hidden['_csrf'],
    });
    expect(await belonging()).toEqual([]);
    expect((await devices.find(own.device.id))?.unpairedAt).toBeNull();
    expect((await sittings.find(sitting))?.state).toBe('open');
  });
});
