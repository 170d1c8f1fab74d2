import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { understand } from '../../../server/domain/understanding/understand.ts';
import { NOON } from '../../support/apply-app.ts';
import { counterApp } from '../../support/counter-app.ts';
import type { InjectedResident } from '../../support/injected-resident.ts';

let site: Awaited<ReturnType<typeof counterApp>>;
beforeAll(async () => {
  site = await counterApp();
});
afterAll(() => site.close());

type Tablet = Awaited<ReturnType<typeof site.tablet>>;

const DOG = 'dog-registration';
const CODE = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/;
const codeOn = (body: string) =>
  /receipt__number">([^<]+)</.exec(body)?.[1] ?? `no code in ${body}`;

/** A form that is begun on a phone, with something typed that was not sent. */
async function phoneWith(procedureId = DOG, phone = site.resident()) {
  const start = await phone.open(`/ja/apply/${procedureId}`);
  const begun = await phone.post(`${start.path}/new`, start.hidden);
  const form = await phone.follow(begun, start.path);
  return { phone, form };
}
async function codeFrom(phone: InjectedResident, forms: readonly string[] = [DOG]) {
  const offer = await phone.open(`/ja/hand-over/${forms[0]}`);
  return phone.post(offer.path, { ...offer.hidden, form: [...forms] });
}
async function opened() {
  const at = await site.tablet();
  const id = await site.sitting(at);
  return { at, id, codes: `/counter/sittings/${id}/codes` };
}
async function read({ browser }: Tablet, codes: string, code: string, more = {}) {
  const { hidden } = await browser.open(codes);
  return browser.post(codes, { _csrf: hidden['_csrf'], code, ...more });
}
const tasksOf = (id: string) => site.services.stores.sittings.tasks(id);
const draftOf = async (id: string) => (await tasksOf(id))[0]?.draftId ?? '';

describe('from the phone to the counter', () => {
  it('goes a form with what was typed, by a code that is nowhere but on its page', async () => {
    const { phone, form } = await phoneWith();
    const typed = { ...form.hidden, kind: 'new', intent: 'hand_over' };
    const offered = await phone.post(form.path, typed);
    expect(offered.headers.location).toBe(`/ja/hand-over/${DOG}`);
    const shown = await codeFrom(phone);
    expect(shown.statusCode).toBe(200);
    expect(shown.body).toContain('12:10まで');
    expect(shown.headers['cache-control']).toBe('no-store');
    const code = codeOn(shown.body);
    expect(code).toMatch(CODE);
    const { at, id, codes } = await opened();
    // The camera is open to this page and to no other.
    const policies = await Promise.all([codes, '/counter'].map((path) => at.browser.get(path)));
    expect(
      policies.map(({ headers }) => String(headers['permissions-policy']).split(', ')[0]),
    ).toEqual(['camera=(self)', 'camera=()']);
    const reader = await at.browser.get('/counter/qr-reader.js');
    expect([reader.statusCode, reader.body.includes('jsQR')]).toEqual([200, true]);
    const scanned = await read(at, codes, `MADOGUCHI:${code.replaceAll('-', '')}`);
    expect(scanned.headers.location).toBe(`/counter/sittings/${id}`);
    const draft = await site.services.stores.drafts.find(await draftOf(id));
    expect(draft).toMatchObject({ channel: 'counter', pending: { raw: { kind: 'new' } } });

    const state = await phone.get(`/ja/hand-over/${DOG}/state`);
    expect(state.body).toBe('there');
    const there = await phone.get(`/ja/hand-over/${DOG}`);
    expect(there.body).toContain('窓口に渡しました');
    const start = await phone.open(`/ja/apply/${DOG}`);
    expect(start.page.body).toContain('窓口に渡しました');
    // The form that is still open on the phone neither shows nor fetches anything.
    const again = await phone.post(form.path, { ...form.hidden, intent: 'next' });
    expect(again.statusCode).toBe(409);
    expect(again.body).toContain('この申請は、いま窓口にあります');
    expect(await draftOf(id)).toBe(draft?.id);

    const { entries } = await site.services.stores.audit.page({ about: [id] }, null, 9);
    const taken = entries.find(({ action }) => action === 'sitting.draft_taken');
    expect(taken?.detail).toEqual({ [DOG]: draft?.id });
    expect((await at.browser.get(`/counter/sittings/${id}`)).body).toContain('犬の登録');

    const now = site.clock.now();
    await site.services.stores.sittings.close({ id, for: 'timed_out', actor: 'system', now });
    expect((await phone.open(`/ja/apply/${DOG}`)).page.body).toContain('続きから');
  });

  it('counts as gone on at the counter: from its page, as it was begun, and not as given up', async () => {
    const counted = async () => {
      await site.services.formCounter.flush();
      const rows = await site.services.stores.formCounts.read(
        'water-service',
        '2026-11',
        '2026-11',
      );
      const found = understand(rows, ['kind', 'old_home']);
      const of = (measure: string, key: string, slice = '') =>
        rows.find((one) => one.measure === measure && one.key === key && one.slice === slice)
          ?.count ?? 0;
      return { found, of };
    };
    const one = await counted();
    const { phone, form } = await phoneWith('water-service');
    // Refused there, and handed over with the page as it was.
    expect((await phone.post(form.path, { ...form.hidden, intent: 'next' })).statusCode).toBe(422);
    const { at, codes } = await opened();
    const code = codeOn((await codeFrom(phone, ['water-service'])).body);
    expect((await read(at, codes, code)).statusCode).toBe(303);
    const now = await counted();
    expect(now.found.atCounter - one.found.atCounter).toBe(1);
    for (const [measure, key, slice] of [
      ['at_counter', 'kind', ''],
      ['at_counter', 'kind', 'locale:ja'],
      ['field_stopped', 'kind/kind', ''],
      ['field_mended', 'kind/kind', ''],
    ] as const) {
      expect([measure, now.of(measure, key, slice) - one.of(measure, key, slice)]).toEqual([
        measure,
        1,
      ]);
    }
    expect(now.found.sent).toBe(one.found.sent);
    // Used once: the same code again counts nothing.
    await read(at, codes, code);
    expect((await counted()).found.atCounter).toBe(now.found.atCounter);
  });

  it('go all that the resident ticks, in one code', async () => {
    const { phone } = await phoneWith();
    await phoneWith('water-service', phone);
    const offer = await phone.get(`/ja/hand-over/${DOG}`);
    expect(offer.body.match(/name="form" value="[^"]+" checked/g)).toHaveLength(1);
    const refused = await phone.post(`/ja/hand-over/${DOG}`, {
      ...(await phone.open(`/ja/hand-over/${DOG}`)).hidden,
      form: 'child-allowance',
    });
    expect(refused.statusCode).toBe(422);
    const { at, id, codes } = await opened();
    await read(at, codes, codeOn((await codeFrom(phone, [DOG, 'water-service'])).body));
    const procedures = (await tasksOf(id)).map(({ procedureId }) => procedureId).sort();
    expect(procedures).toEqual([DOG, 'water-service']);
  });

  it('goes from the page of a form that was put aside, too', async () => {
    const { phone, form } = await phoneWith();
    const saved = await phone.post(form.path, { ...form.hidden, intent: 'leave' });
    const [, token = ''] = /name="token" value="([^"]+)"/.exec(saved.body) ?? [];
    const [, csrf = ''] = /name="_csrf" value="([^"]+)"/.exec(saved.body) ?? [];
    const resumeCode = codeOn(saved.body);
    const sent = { _csrf: csrf, token, code: resumeCode };
    const shown = await phone.post('/ja/hand-over/saved', sent);
    // It was on the page before, which can't be shown again.
    expect(shown.body).toContain(`<dd>${resumeCode}</dd>`);
    const { at, id, codes } = await opened();
    await read(at, codes, codeOn(shown.body));
    expect(await tasksOf(id)).toMatchObject([{ procedureId: DOG, state: 'begun' }]);
    // Its code and link lead nowhere as long as it is here.
    const link = await phone.get(`/ja/resume/${token}`);
    expect([link.statusCode, link.body.includes('いま窓口にあります')]).toEqual([409, true]);
    const resume = await phone.open('/ja/resume');
    const byCode = { ...resume.hidden, code: resumeCode };
    expect((await phone.post('/ja/resume', byCode)).statusCode).toBe(422);
    const now = site.clock.now();
    await site.services.stores.sittings.close({ id, for: 'timed_out', actor: 'system', now });
    expect((await phone.post('/ja/resume', byCode)).statusCode).toBe(303);
  });

  it('goes nothing with a code that is none, too old, used, replaced or of another kind', async () => {
    const { phone } = await phoneWith();
    const replaced = codeOn((await codeFrom(phone)).body);
    const code = codeOn((await codeFrom(phone)).body);
    const { at, id, codes } = await opened();
    for (const [typed, why] of [
      ['', 'コードを読み取るか、入力してください'],
      ['犬', '12文字です'],
      [replaced, '見つかりません'],
    ] as const) {
      const reply = await read(at, codes, typed);
      expect([reply.statusCode, reply.body.includes(why)], typed).toEqual([422, true]);
      expect(reply.body).toContain(`value="${typed}"`);
    }
    // On the wrong side it opens nothing.
    const take = await phone.open('/ja/hand-over/take');
    const wrong = await phone.post(take.path, { ...take.hidden, code });
    expect([wrong.statusCode, wrong.body.includes('見つかりません')]).toEqual([422, true]);
    // A colleague's sitting takes nothing, and says nothing.
    const other = await opened();
    const foreign = await other.at.browser.get(codes);
    expect(foreign.headers.location).toBe('/counter?over=1');
    site.clock.set('2026-11-21T12:10:00+09:00');
    await site.services.stores.sittings.touch(id, site.clock.now());
    const late = await read(at, codes, code);
    site.clock.set(NOON);
    expect(late.body).toContain('10分を過ぎた');
    expect(await tasksOf(id)).toEqual([]);
    expect((await read(at, codes, code)).statusCode).toBe(303);
    const used = await read(at, codes, code);
    expect([used.statusCode, used.body.includes('もう使われました')]).toEqual([422, true]);
  });

  it('is asked which one counts where the same form is begun at the counter', async () => {
    const { at, id, codes } = await opened();
    await read(at, codes, codeOn((await codeFrom((await phoneWith()).phone)).body));
    const first = await draftOf(id);
    const code = codeOn((await codeFrom((await phoneWith()).phone)).body);
    const asked = await read(at, codes, code);
    expect([asked.statusCode, await draftOf(id)]).toEqual([422, first]);
    expect(asked.body).toContain('スマートフォンの入力に替える');
    expect((await read(at, codes, code, { replace: 'yes' })).statusCode).toBe(303);
    expect(await draftOf(id)).not.toBe(first);
  });

  it('goes nothing that only its section may open, that was sent, or that is not there', async () => {
    const { phone, form } = await phoneWith('dv-consultation');
    expect(form.page.body).not.toContain('value="hand_over"');
    const sealed = await phone.get('/ja/hand-over/dv-consultation');
    expect(sealed.body).toContain('窓口に渡せません');
    expect(sealed.body).not.toContain('<button type="submit" class="button button--full"');
    const none = await phone.get(`/ja/hand-over/${DOG}`);
    expect(none.body).toContain('窓口に渡せる入力がありません');
    expect((await phone.get('/ja/hand-over/no-such')).statusCode).toBe(404);
  });
});

describe('from the counter to the phone', () => {
  async function given() {
    const { at, id, codes } = await opened();
    await read(at, codes, codeOn((await codeFrom((await phoneWith()).phone)).body));
    const [task] = await tasksOf(id);
    const { hidden } = await at.browser.open(codes);
    const give = `/counter/sittings/${id}/tasks/${task?.id}/give`;
    const shown = await at.browser.post(give, { _csrf: hidden['_csrf'] });
    return { at, id, give, csrf: hidden['_csrf'], draftId: task?.draftId, shown };
  }

  it('goes a form by a link that previews don’t use up, and stays after the sitting', async () => {
    const { at, id, shown, draftId, give } = await given();
    const code = codeOn(shown.body);
    const phone = site.resident();
    const link = `/en/hand-over/take/${code}`;
    await phone.get(link);
    const page = await phone.open(link);
    expect(page.page.body).toContain('Continue on this phone');
    const taken = await phone.post('/en/hand-over/take', page.hidden);
    expect([taken.statusCode, taken.headers.location]).toEqual([303, `/en/apply/${DOG}/kind`]);
    expect(await tasksOf(id)).toMatchObject([{ state: 'left_out', draftId: null }]);
    const second = await site.resident().open(link);
    expect(second.page.statusCode).toBe(200);
    const refused = await phone.post('/en/hand-over/take', page.hidden);
    expect([refused.statusCode, refused.body.includes('has been used')]).toEqual([422, true]);

    const list = await at.browser.get(`/counter/sittings/${id}`);
    expect(list.body).toContain('スマートフォンで続けます');
    expect((await at.browser.post(give, {})).statusCode).toBe(403);
    const now = site.clock.now();
    await site.services.stores.sittings.close({ id, for: 'done', actor: 'system', now });
    const draft = await site.services.stores.drafts.find(draftId ?? '');
    expect(draft).toMatchObject({ channel: 'online' });
    expect((await phone.get(String(taken.headers.location))).statusCode).toBe(200);
  });

  it('goes nothing when the time is over, the code is wrong or the sitting has ended', async () => {
    const { id, shown, draftId } = await given();
    const code = codeOn(shown.body);
    const phone = site.resident();
    const { hidden } = await phone.open('/ja/hand-over/take');
    const type = (typed: string) => phone.post('/ja/hand-over/take', { ...hidden, code: typed });
    for (const [typed, why] of [
      ['', 'コードを入力してください'],
      ['7K3M', '12文字です'],
      ['7K3M-Q9TD-X2HF', '見つかりません'],
    ] as const) {
      const reply = await type(typed);
      expect([reply.statusCode, reply.body.includes(why)], typed).toEqual([422, true]);
    }
    expect((await phone.get('/ja/hand-over/take/%22%3E')).statusCode).toBe(422);
    site.clock.set('2026-11-21T12:10:00+09:00');
    expect((await type(code)).body).toContain('10分を過ぎた');
    site.clock.set(NOON);
    const now = site.clock.now();
    await site.services.stores.sittings.close({ id, for: 'done', actor: 'system', now });
    expect((await type(code)).statusCode).toBe(422);
    expect((await site.services.stores.drafts.find(draftId ?? ''))?.sessionHash).not.toBeNull();
  });
});
