import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplyApp, applyApp } from '../../support/apply-app.ts';
import { hiddenFields } from '../../support/http-resident.ts';
import { rowsShown } from '../../support/injected-resident.ts';
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
const names = (body: string) =>
  [...plainHtml(body).matchAll(/(\S+)（柴犬） 入力済み/g)].map(([, n]) => n);

describe('a row that was begun and not saved', () => {
  it('left by the back button waits in the list, and going on asks about it', async () => {
    const resident = await owner('ポチ');
    expect((await send(resident, `${LIST}/2`, { name: 'ハナ' }, 'keep')).statusCode).toBe(204);
    const list = await resident.open(LIST);
    expect(plainHtml(list.page.body)).toContain('2番目 入力の途中です（まだ保存していません）');
    expect(rowsShown(list.page.body)).toBe(1);
    const next = await resident.post(LIST, { ...list.hidden, intent: 'next' });
    expect(next.statusCode).toBe(422);
    expect(summary(next.body)).toContain('2番目：「登録する犬」の入力がまだ保存されていません');
    expect(inputValue((await resident.get(`${LIST}/2`)).body, 'name')).toBe('ハナ');
  });

  it('is not lost when another one is begun or changed', async () => {
    const resident = await owner('ポチ');
    await send(resident, `${LIST}/2`, { name: 'ハナ' }, 'keep');
    await send(resident, `${SHOTS}/1`, { vaccinated: 'yes', clinic: '途中' }, 'keep');
    await send(resident, `${LIST}/1`, dog('ゴン'));
    expect(inputValue((await resident.get(`${LIST}/2`)).body, 'name')).toBe('ハナ');
    expect(inputValue((await resident.get(`${SHOTS}/1`)).body, 'clinic')).toBe('途中');
    const list = await resident.open(LIST);
    const buttons = list.page.body.match(/value="discard:[^"]+"/g);
    expect(buttons).toEqual(['value="discard:vaccination.0"', 'value="discard:dogs.1"']);
  });

  it('goes when its owner says so, and then one can go on', async () => {
    const resident = await owner('ポチ');
    await send(resident, `${LIST}/2`, { name: 'ハナ' }, 'keep');
    const gone = await send(resident, LIST, {}, 'discard:dogs.1');
    expect(gone.headers.location).toBe(LIST);
    expect(inputValue((await resident.get(`${LIST}/2`)).body, 'name')).toBe('');
    expect((await send(resident, LIST, {})).statusCode).toBe(303);
  });

  it('that says nothing new is nothing to ask about', async () => {
    const resident = await owner('ポチ');
    await send(resident, `${LIST}/2`, { name: '' }, 'language:ja');
    await send(resident, `${LIST}/1`, dog('ポチ'), 'language:ja');
    expect((await resident.get(LIST)).body).not.toContain('discard:');
    expect((await send(resident, LIST, {})).statusCode).toBe(303);
  });

  it('follows its dog when another one is removed', async () => {
    const resident = await owner('ポチ', 'ハナ');
    await send(resident, `${SHOTS}/2`, { vaccinated: 'yes', clinic: 'ハナの病院' }, 'keep');
    await send(resident, `${LIST}/1/remove`, {});
    expect(inputValue((await resident.get(`${SHOTS}/1`)).body, 'clinic')).toBe('ハナの病院');
  });
});

describe('two tabs', () => {
  it('that fill the last row: the second one is told why, and keeps what was typed', async () => {
    const resident = await owner('一', '二', '三', '四');
    const [one, other] = [await resident.open(`${LIST}/5`), await resident.open(`${LIST}/5`)];
    const first = await resident.post(one.path, { ...one.hidden, ...dog('五'), intent: 'next' });
    expect(first.headers.location).toBe(`${SHOTS}/5`);
    await send(resident, `${SHOTS}/5`, NOT_YET);
    const second = await resident.post(other.path, {
      ...other.hidden,
      ...dog('六'),
      intent: 'next',
    });
    expect(second.statusCode).toBe(409);
    expect(plainHtml(second.body)).toContain('入力できるのは5件までです。別の画面で');
    expect(names(second.body)).toEqual(['一', '二', '三', '四', '五']);
    expect(second.body).not.toContain('value="add"');
    expect((await send(resident, LIST, {})).statusCode).toBe(422);
    await send(resident, `${LIST}/1/remove`, {});
    expect(inputValue((await resident.get(`${LIST}/5`)).body, 'name')).toBe('六');
    await send(resident, `${LIST}/5`, dog('六'));
    await send(resident, `${SHOTS}/5`, NOT_YET);
    expect(names((await resident.get(LIST)).body)).toEqual(['二', '三', '四', '五', '六']);
  });

  it('a removal that is outdated shows the list and asks again', async () => {
    const resident = await owner('ポチ', 'ハナ');
    const form = await resident.open(`${LIST}/2/remove`);
    await send(resident, `${LIST}/1`, dog('ゴン'));
    const reply = await resident.post(form.path, form.hidden);
    expect(reply.statusCode).toBe(409);
    expect(plainHtml(reply.body)).toContain('別の画面で内容が変わったため、まだ削除していません');
    expect(names(reply.body)).toEqual(['ゴン', 'ハナ']);
    await resident.post(form.path, {
      ...form.hidden,
      revision: hiddenFields(reply.body)['revision'],
    });
    expect(names((await resident.get(LIST)).body)).toEqual(['ゴン']);
  });

  it('a page of a row that moved up stays with its dog', async () => {
    const resident = await owner('ポチ', 'ハナ');
    const form = await resident.open(`${SHOTS}/2`);
    await send(resident, `${LIST}/1/remove`, {});
    const sent = await resident.post(form.path, { ...form.hidden, ...NOT_YET, intent: 'next' });
    expect(sent.statusCode).toBe(303);
    const changed = { ...form.hidden, vaccinated: 'yes', clinic: 'ハナの病院', intent: 'next' };
    const asked = await resident.post(form.path, changed);
    expect(asked.statusCode).toBe(422);
    expect(plainHtml(asked.body)).toContain('1番目：ハナ（柴犬）');
    expect(asked.body).toContain(`action="${SHOTS}/1"`);
  });

  it('a page of a row that is gone says so; its first page can add it again', async () => {
    const resident = await owner('ポチ', 'ハナ');
    const [shots, page] = [await resident.open(`${SHOTS}/1`), await resident.open(`${LIST}/1`)];
    await send(resident, `${LIST}/1/remove`, {});
    const lost = await resident.post(shots.path, { ...shots.hidden, ...NOT_YET, intent: 'next' });
    expect(lost.statusCode).toBe(409);
    expect(plainHtml(lost.body)).toContain('今入力した内容は保存していません');
    const again = await resident.post(page.path, {
      ...page.hidden,
      ...dog('ポチ'),
      intent: 'next',
    });
    expect(again.statusCode).toBe(409);
    expect(plainHtml(again.body)).toContain('別の画面で削除されました');
    const form = { ...hiddenFields(again.body), ...dog('ポチ'), intent: 'next' };
    expect((await resident.post(`${LIST}/2`, form)).headers.location).toBe(`${SHOTS}/2`);
    expect(names((await resident.get(LIST)).body)).toEqual(['ハナ']);
  });

  it('a form sent again from the back button changes the row that it made', async () => {
    const resident = await owner('ポチ');
    const form = await resident.open(`${LIST}/2`);
    await resident.post(form.path, { ...form.hidden, ...dog('ハナ'), intent: 'next' });
    const twice = await resident.post(form.path, {
      ...form.hidden,
      ...dog('ハナ'),
      intent: 'next',
    });
    expect(twice.headers.location).toBe(`${SHOTS}/2`);
    const other = await resident.post(form.path, {
      ...form.hidden,
      ...dog('ゴン'),
      intent: 'next',
    });
    expect(other.statusCode).toBe(409);
    const now = { ...hiddenFields(other.body), ...dog('ゴン'), intent: 'next' };
    expect((await resident.post(form.path, now)).statusCode).toBe(303);
    expect(rowsShown((await resident.get(LIST)).body)).toBe(2);
  });
});
