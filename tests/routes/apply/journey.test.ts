import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplyApp, applyApp, NOON } from '../../support/apply-app.ts';
import { hiddenFields } from '../../support/http-resident.ts';
import { rowsShown } from '../../support/injected-resident.ts';

let site: ApplyApp;
beforeAll(async () => {
  site = await applyApp();
});
afterAll(() => site.close());

async function submitted(location: unknown) {
  const id = String(location).split('/').at(-1) ?? '';
  const { applications, charges } = site.services.stores;
  const charge = String(location).includes('/pay/') ? await charges.find(id) : undefined;
  return applications.find(charge?.applicationId ?? id);
}

describe('each of the families', () => {
  it.each([
    ['child-allowance', /\/done\//, 'received'],
    ['care-certification', /\/done\//, 'received'],
    ['facility-booking', /\/pay\//, 'awaiting_payment'],
    ['bulky-waste', /\/pay\//, 'awaiting_payment'],
    // The fee of opening the water is paid at the door, that of copies after the decision.
    ['water-service', /\/done\//, 'received'],
    ['public-documents', /\/done\//, 'received'],
    ['absentee-ballot', /\/done\//, 'received'],
    ['event-application', /\/done\//, 'received'],
  ])('%s goes through without a browser', async (id, place, status) => {
    const { resident, path, hidden, procedure } = await site.applicant(id);
    const sent = await resident.post(path, { ...hidden, intent: 'submit' });
    expect(sent.headers.location).toMatch(place);
    expect((await resident.get(String(sent.headers.location))).statusCode).toBe(200);
    expect(await submitted(sent.headers.location)).toMatchObject({
      status,
      version: procedure.version,
      locale: 'ja',
    });
  });
});

describe('pages by address', () => {
  it('a page that is not reached yet leads to the one that is', async () => {
    const { resident, path } = await site.applicant('child-allowance', 'claimant');
    for (const page of ['account', 'children', 'children/1', 'declaration', 'check']) {
      const reply = await resident.get(`/ja/apply/child-allowance/${page}`);
      expect([page, reply.statusCode, reply.headers.location]).toEqual([page, 303, path]);
    }
    const { hidden } = await resident.open(path);
    const skipped = await resident.post('/ja/apply/child-allowance/declaration', hidden);
    expect([skipped.statusCode, skipped.headers.location]).toEqual([303, path]);
    expect((await resident.get('/ja/apply/child-allowance/nowhere')).statusCode).toBe(404);
    expect((await resident.get('/ja/apply/child-allowance/claimant/1')).statusCode).toBe(404);
  });

  it('without a draft every page leads to the start', async () => {
    const stranger = site.resident();
    for (const page of ['new', 'check', 'claimant', 'children/1', 'children/1/remove']) {
      const reply = await stranger.get(`/ja/apply/child-allowance/${page}`);
      expect(reply.headers.location).toBe('/ja/apply/child-allowance');
    }
  });

  it('the address that begins a form leads to the start page when it is only opened', async () => {
    const { resident } = await site.applicant('child-allowance', 'claimant');
    const reply = await resident.get('/ja/apply/child-allowance/new');
    expect(reply.headers.location).toBe('/ja/apply/child-allowance');
  });
});

describe('beginning', () => {
  const drafts = (everything: Record<string, string>, table: string) =>
    (JSON.parse(everything[table] ?? '[]') as unknown[]).length;

  it('pressed twice counts one start and makes one draft', async () => {
    const resident = site.resident();
    const start = await resident.open('/ja/apply/child-allowance');
    const before = site.everything();
    await resident.post('/ja/apply/child-allowance/new', start.hidden);
    await resident.post('/ja/apply/child-allowance/new', start.hidden);
    const after = site.everything();
    expect(drafts(after, 'drafts') - drafts(before, 'drafts')).toBe(1);
    expect(drafts(after, 'journeys') - drafts(before, 'journeys')).toBe(1);
  });

  it('anew really is anew once something was answered', async () => {
    const { resident, path } = await site.applicant('child-allowance', 'claimant');
    const start = await resident.open('/ja/apply/child-allowance');
    const begun = await resident.post('/ja/apply/child-allowance/new', {
      ...start.hidden,
      intent: 'new',
    });
    expect(begun.headers.location).toBe('/ja/apply/child-allowance/eligibility');
    expect((await resident.get(path)).statusCode).toBe(303);
  });
});

describe('an earlier answer that closes later pages', () => {
  it('takes their answers out of what is sent', async () => {
    const form = await site.applicant('child-allowance');
    const { resident } = form;
    const page = await resident.open('/ja/apply/child-allowance/spouse');
    expect(page.page.body).toContain('has_spouse');
    const saved = await resident.post(page.path, {
      ...page.hidden,
      has_spouse: 'no',
      spouse_public_servant: 'yes',
      'spouse_name.family': '消えた',
      intent: 'next',
    });
    expect(saved.statusCode).toBe(303);
    const check = await resident.open('/ja/apply/child-allowance/check');
    const sent = await resident.post(check.path, { ...check.hidden, intent: 'submit' });
    const answers = (await submitted(sent.headers.location))?.answers ?? {};
    expect(answers).toHaveProperty('has_spouse', false);
    expect(Object.keys(answers).filter((key) => key.startsWith('spouse_'))).toEqual([]);
    expect(JSON.stringify(answers)).not.toContain('消えた');
  });
});

describe('rows of a repeat', () => {
  const list = '/ja/apply/child-allowance/children';

  it.each(['0', 'abc', '01', '1.5', '-1', '99', '100', '1e0'])('%s is no row: 404', async (row) => {
    const { resident } = await site.applicant('child-allowance');
    expect((await resident.get(`${list}/${row}`)).statusCode).toBe(404);
  });

  it('a number past the end is one new row; the most is the most', async () => {
    const { resident, procedure } = await site.applicant('child-allowance');
    const max = procedure.pages.find((page) => page.id === 'children')?.repeat?.max ?? 0;
    const first = await resident.open(`${list}/1`);
    const { row_id, ...values } = inputsOf(first.page.body);
    expect(row_id).toBeDefined();
    for (let row = rowsShown((await resident.get(list)).body); row < max; row += 1) {
      const form = await resident.open(`${list}/${max}`);
      expect(form.page.body).toContain(`action="${list}/${row + 1}"`);
      const sent = await resident.post(`${list}/${max}`, {
        ...values,
        ...form.hidden,
        intent: 'next',
      });
      expect(sent.statusCode).toBe(303);
    }
    const full = await resident.open(list);
    expect(rowsShown(full.page.body)).toBe(max);
    expect((await resident.get(`${list}/${max + 1}`)).headers.location).toBe(list);
    const more = { ...values, ...full.hidden, intent: 'next' };
    expect((await resident.post(`${list}/${max + 1}`, more)).statusCode).toBe(409);
    expect(rowsShown((await resident.get(list)).body)).toBe(max);
    const added = await resident.post(list, { ...full.hidden, intent: 'add' });
    expect(String(added.headers.location)).not.toContain(String(max + 1));
  });

  it('removing twice removes one', async () => {
    const { resident } = await site.applicant('child-allowance');
    const before = rowsShown((await resident.get(list)).body);
    const form = await resident.open(`${list}/1/remove`);
    await resident.post(form.path, form.hidden);
    await resident.post(form.path, form.hidden);
    expect(rowsShown((await resident.get(list)).body)).toBe(before - 1);
    for (const row of ['0', 'abc', '99']) {
      expect((await resident.get(`${list}/${row}/remove`)).headers.location).toBe(list);
    }
  });

  it('a removal with a form that is outdated says so and removes nothing', async () => {
    const { resident } = await site.applicant('child-allowance');
    const before = rowsShown((await resident.get(list)).body);
    const form = await resident.open(`${list}/1/remove`);
    const reply = await resident.post(form.path, { ...form.hidden, _csrf: 'stale' });
    expect(reply.statusCode).toBe(403);
    expect(reply.body).toContain('notice--warning');
    expect(rowsShown((await resident.get(list)).body)).toBe(before);
  });
});

describe('a window that closes', () => {
  it('a form begun in time can be sent until midnight of the last day, then 410', async () => {
    const form = await site.applicant('care-certification');
    const { resident, path, hidden, procedure } = form;
    const open = { ...procedure, window: { from: '2026-11-01', to: '2026-11-21' } };
    (site.services.library.procedures as Map<string, unknown>).set(procedure.id, open);
    try {
      site.clock.set('2026-11-22T00:00:00+09:00');
      const before = site.everything();
      const late = await resident.post(path, { ...hidden, intent: 'submit' });
      expect(late.statusCode).toBe(410);
      expect(late.body).toContain('<h1');
      expect(site.everything()).toEqual(before);
      const start = await resident.open(`/ja/apply/${procedure.id}`);
      const again = await resident.post(`/ja/apply/${procedure.id}/new`, {
        ...start.hidden,
        _csrf: hidden['_csrf'],
        intent: 'new',
      });
      expect(again.headers.location).toBe(`/ja/apply/${procedure.id}`);
      site.clock.set('2026-11-21T23:59:59+09:00');
      const inTime = await resident.post(path, { ...hidden, intent: 'submit' });
      expect(inTime.headers.location).toMatch(/\/done\//);
      // Sent in time stays sent: the same press after midnight shows the same confirmation.
      site.clock.set('2026-11-22T00:00:00+09:00');
      const after = await resident.post(path, { ...hidden, intent: 'submit' });
      expect(after.headers.location).toBe(inTime.headers.location);
    } finally {
      (site.services.library.procedures as Map<string, unknown>).set(procedure.id, procedure);
      site.clock.set(NOON);
    }
  });
});

/** Text inputs and chosen options of a page, as a browser would send them back. */
function inputsOf(body: string): Record<string, string> {
  const values: Record<string, string> = { ...hiddenFields(body) };
  for (const [tag] of body.matchAll(/<input [^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1];
    const value = /value="([^"]*)"/.exec(tag)?.[1] ?? '';
    if (name === undefined || /type="hidden"/.test(tag)) continue;
    if (!/type="(radio|checkbox)"/.test(tag) || / checked/.test(tag)) values[name] = value;
  }
  for (const [, name = '', options = ''] of body.matchAll(
    /<select [^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g,
  )) {
    values[name] = /value="([^"]*)" selected/.exec(options)?.[1] ?? '';
  }
  return values;
}
