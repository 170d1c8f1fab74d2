import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplyApp, applyApp, NOON } from '../../support/apply-app.ts';
import { hiddenFields } from '../../support/http-resident.ts';
import { rowsShown, unescaped } from '../../support/injected-resident.ts';
import {
  dog,
  inputValue,
  LIST,
  NOT_YET,
  ownerOf,
  plainHtml,
  SHOTS,
  send,
  summary,
} from './row-scene.ts';

let site: ApplyApp;
beforeAll(async () => {
  site = await applyApp();
});
afterAll(() => site.close());

const owner = (...names: string[]) => ownerOf(site, ...names);

describe('a row over two pages', () => {
  it('is asked one page after the other, then stands in the list as complete', async () => {
    const { resident } = await site.applicant('dog-registration', 'dogs');
    expect((await resident.get(LIST)).headers.location).toBe(`${LIST}/1`);
    const first = await send(resident, `${LIST}/1`, dog('ポチ'));
    expect(first.headers.location).toBe(`${SHOTS}/1`);
    const second = await resident.open(`${SHOTS}/1`);
    expect(plainHtml(second.page.body)).toContain('1番目：ポチ（柴犬）');
    expect(second.page.body).toContain(`href="${LIST}/1"`);
    const done = await resident.post(second.path, { ...second.hidden, ...NOT_YET, intent: 'next' });
    expect(done.headers.location).toBe(LIST);
    const list = (await resident.get(LIST)).body;
    expect(rowsShown(list)).toBe(1);
    expect(plainHtml(list)).toContain('入力済み');
  });

  it('keeps each page’s answers when the other is changed', async () => {
    const resident = await owner('ポチ');
    await send(resident, `${LIST}/1`, dog('ハナ'));
    expect(inputValue((await resident.get(`${LIST}/1`)).body, 'name')).toBe('ハナ');
    expect((await resident.get(`${SHOTS}/1`)).body).toMatch(/value="no"[^>]*checked/);
  });

  it('left half way says in the list what is missing, and going on says it again', async () => {
    const resident = await owner('ポチ');
    await send(resident, `${LIST}/2`, dog('ハナ'));
    const list = await resident.open(LIST);
    expect(plainHtml(list.page.body)).toContain('まだ入力が終わっていません');
    expect(list.page.body).toContain(`href="${SHOTS}/2"`);
    const next = await resident.post(LIST, { ...list.hidden, intent: 'next' });
    expect(next.statusCode).toBe(422);
    expect(summary(next.body)).toContain(
      'ハナ（柴犬）：「狂犬病の予防注射」の入力が終わっていません',
    );
  });

  it('names the dog and the page of an answer that became wrong', async () => {
    site.clock.set('2027-03-20T12:00:00+09:00');
    const resident = await owner();
    await send(resident, `${LIST}/1`, dog('ポチ'));
    await send(resident, `${SHOTS}/1`, {
      vaccinated: 'yes',
      clinic: '見本動物病院',
      'vaccinated_on.era': 'reiwa',
      'vaccinated_on.year': '8',
      'vaccinated_on.month': '5',
      'vaccinated_on.day': '1',
    });
    // On 1 April the injection is of last year.
    site.clock.set('2027-04-01T12:00:00+09:00');
    const next = await send(resident, LIST, {});
    site.clock.set(NOON);
    expect(next.statusCode).toBe(422);
    expect(summary(next.body)).toContain(
      'ポチ（柴犬）「狂犬病の予防注射」：この日は、前の年度の注射です。',
    );
    expect(next.body).toContain(`href="${SHOTS}/1"`);
  });

  it('is not open before its first page, nor for a row that is not there', async () => {
    const { resident } = await site.applicant('dog-registration', 'dogs');
    for (const path of [`${SHOTS}/1`, `${SHOTS}/3`, SHOTS]) {
      expect((await resident.get(path)).headers.location).toBe(LIST);
    }
    expect((await resident.get(`${SHOTS}/x`)).statusCode).toBe(404);
  });

  it('can be changed from the check page, each answer on its own page', async () => {
    const resident = await owner('ポチ');
    await resident.post(LIST, { ...(await resident.open(LIST)).hidden, intent: 'next' });
    await send(resident, '/ja/apply/dog-registration/delivery', { delivery: 'post' });
    const check = (await resident.get('/ja/apply/dog-registration/check')).body;
    expect(check).toContain(`href="${LIST}/1?from=check#f-name"`);
    expect(check).toContain(`href="${SHOTS}/1?from=check#f-vaccinated"`);
    const changed = await send(resident, `${LIST}/1?from=check`, { ...dog('ハナ'), from: 'check' });
    expect(changed.headers.location).toBe(`${LIST}?from=check`);
  });

  it('added on the way from the check page is asked on both pages', async () => {
    const resident = await owner('ポチ');
    const added = await send(resident, `${LIST}/2?from=check`, { ...dog('ハナ'), from: 'check' });
    expect(added.headers.location).toBe(`${SHOTS}/2?from=check`);
  });
});

describe('a later page of a row', () => {
  it('keeps what was typed when the language is changed', async () => {
    const { resident } = await site.applicant('dog-registration', 'dogs');
    await send(resident, `${LIST}/1`, dog('ポチ'));
    const typed = { vaccinated: 'yes', clinic: '途中' };
    const reply = await send(resident, `${SHOTS}/1`, typed, 'language:en');
    expect(reply.headers.location).toBe(`${SHOTS.replace('/ja/', '/en/')}/1`);
    expect(inputValue((await resident.get(String(reply.headers.location))).body, 'clinic')).toBe(
      '途中',
    );
  });

  it('is taken up again after save and leave', async () => {
    const { resident } = await site.applicant('dog-registration', 'dogs');
    await send(resident, `${LIST}/1`, dog('ポチ'));
    const saved = await send(
      resident,
      `${SHOTS}/1`,
      { vaccinated: 'yes', clinic: '途中' },
      'leave',
    );
    const code = /data-copy="([^"]+)"/.exec(unescaped(saved.body))?.[1] ?? '';
    const back = await send(site.resident(), '/ja/resume', { code });
    expect(back.headers.location).toBe(`${SHOTS}/1`);
  });

  it('fills in an address by its postcode', async () => {
    const { resident } = await site.applicant('child-allowance', 'children_living');
    const path = '/ja/apply/child-allowance/children_living/1';
    const typed = { living: 'apart', 'address.postcode': '9990001' };
    const reply = await send(resident, path, typed, 'postcode:address');
    expect(inputValue(reply.body, 'address.town')).toBe('中央町');
  });

  it('never shows one person’s dog to another', async () => {
    await owner('ポチ');
    const resident = await owner('ハナ');
    await send(resident, `${LIST}/2`, dog('ゴン'));
    const body = plainHtml((await resident.get(`${SHOTS}/2`)).body);
    expect(body).toContain('ゴン');
    expect(body).not.toContain('ポチ');
    expect(hiddenFields((await resident.get(`${SHOTS}/2`)).body)['row_id']).not.toBe(
      hiddenFields((await resident.get(`${SHOTS}/1`)).body)['row_id'],
    );
  });
});
