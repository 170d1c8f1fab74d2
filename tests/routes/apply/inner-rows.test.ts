import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplyApp, applyApp } from '../../support/apply-app.ts';
import { unescaped } from '../../support/injected-resident.ts';

let site: ApplyApp;
beforeAll(async () => {
  site = await applyApp();
});
afterAll(() => site.close());

const HIGH_COST = 'care-high-cost';
const at = async (page: string) => {
  const form = await site.applicant(HIGH_COST, page);
  const send = (raw: Record<string, string>) =>
    form.resident.post(form.path, { ...form.hidden, ...raw });
  return { ...form, send };
};
const typedIn = (body: string, name: string) => {
  const input = body
    .match(/<(?:input|textarea)[^>]*>/g)
    ?.find((tag) => tag.includes(`name="${name}"`));
  return unescaped(/ value="([^"]*)"/.exec(input ?? '')?.[1] ?? '');
};
const links = (body: string) =>
  [...body.matchAll(/<li><a href="#([^"]+)">/g)].map(([, id]) => id as string);

const first = {
  has_members: 'yes',
  'members.count': '1',
  'members.0.name.family': '見本<b>',
  'members.0.name.given': '一郎',
};

describe('rows inside a page, with JavaScript off', () => {
  it('one more: what was typed stays, valid or not', async () => {
    const { send } = await at('household');
    const { body, statusCode } = await send({ ...first, intent: 'add_row:members' });
    expect(statusCode).toBe(200);
    expect(typedIn(body, 'members.0.name.family')).toBe('見本<b>');
    expect(typedIn(body, 'members.count')).toBe('2');
    expect(body).toContain('name="members.1.name.family"');
    expect(body).not.toContain('error-summary');
    expect(body).toMatch(/value="remove_row:members.0"/);
  });

  it('no more than there may be', async () => {
    const { send } = await at('household');
    const { body } = await send({ ...first, 'members.count': '5', intent: 'add_row:members' });
    expect(typedIn(body, 'members.count')).toBe('5');
    expect(body).not.toContain('add_row:members');
  });

  it('one less: the others move up', async () => {
    const { send } = await at('household');
    const second = { 'members.count': '2', 'members.1.name.family': '見本二' };
    const { body } = await send({ ...first, ...second, intent: 'remove_row:members.0' });
    expect(typedIn(body, 'members.0.name.family')).toBe('見本二');
    expect(typedIn(body, 'members.count')).toBe('1');
  });

  it('errors say which one, and lead to their inputs', async () => {
    const { send } = await at('household');
    const second = { 'members.count': '3', 'members.1.insured_number': '12' };
    const { body, statusCode } = await send({ ...first, ...second, intent: 'next' });
    expect(statusCode).toBe(422);
    for (const id of links(body)) expect(body).toContain(` id="${id}"`);
    expect(links(body)).toContain('f-members-1-insured_number');
    expect(links(body)).not.toContain('f-members-2-insured_number');
    expect(body).toContain('生年月日 2');
  });

  it('Enter in a box goes on and takes nothing away', async () => {
    const { send, page } = await at('household');
    const buttons = [...page.body.matchAll(/name="intent" value="([^"]+)"/g)].map(([, v]) => v);
    const inForm = buttons.slice(buttons.indexOf('enter'));
    expect(inForm[0]).toBe('enter');
    const complete = await send({ has_members: 'no', intent: 'enter' });
    expect(complete.statusCode).toBe(303);
  });

  it('is kept through a change of language', async () => {
    const { send, resident } = await at('household');
    const sent = await send({ ...first, 'members.count': '3', intent: 'language:en' });
    const { body } = await resident.get(String(sent.headers.location));
    expect(typedIn(body, 'members.0.name.family')).toBe('見本<b>');
    expect(typedIn(body, 'members.count')).toBe('3');
  });

  it('is saved, shown with one empty row more, and read on the check page', async () => {
    const form = await at('household');
    const rows = {
      has_members: 'yes',
      'members.count': '2',
      'members.0.name.family': '見本',
      'members.0.name.given': '一郎',
      'members.0.name.family_kana': 'みほん',
      'members.0.name.given_kana': 'いちろう',
      'members.0.birth.era': 'showa',
      'members.0.birth.year': '20',
      'members.0.birth.month': '4',
      'members.0.birth.day': '1',
      'members.1.birth.era': 'ad',
    };
    expect((await form.send({ ...rows, intent: 'next' })).statusCode).toBe(303);
    const again = await form.resident.get(form.path);
    expect(typedIn(again.body, 'members.count')).toBe('2');
    expect(typedIn(again.body, 'members.0.birth.year')).toBe('1945');
    const draft = await site.services.stores.drafts.find(form.hidden['draft']?.split('.')[0] ?? '');
    expect(draft?.answers['members']).toEqual([
      {
        name: { family: '見本', given: '一郎', family_kana: 'ミホン', given_kana: 'イチロウ' },
        birth: '1945-04-01',
      },
    ]);
  });

  it('stands readable on the check page', async () => {
    const { resident, path } = await site.applicant('care-home-modification', 'check');
    const { body } = await resident.get(path);
    expect(body).toContain('<dd>直す所 1<br>工事の種類：手すりを付ける<br>場所：玄関<br>');
  });
});
