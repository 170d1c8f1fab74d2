import { once } from 'node:events';
import { type IncomingMessage, get as request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDraft } from '../../../server/domain/applications/start-draft.ts';
import { hashSecret } from '../../../server/lib/secret-hash.ts';
import { counterApp } from '../../support/counter-app.ts';
import { fullExample, madeUpAnswers } from '../../support/made-up-answers.ts';
import { procedureOf } from '../../support/sample-town.ts';

const CARD = {
  kind: 'my_number_card',
  name: '𠮷田　はな子',
  kana: 'ヨシダ ハナコ',
  birth_date: '1985-04-01',
  gender: 'female',
};

let site: Awaited<ReturnType<typeof counterApp>>;
let at: Awaited<ReturnType<typeof site.tablet>>;

beforeAll(async () => {
  site = await counterApp();
  at = await site.tablet();
});
afterAll(() => site.close());

/** The code that the tablet shows large. */
async function codeOn(tablet: typeof at, kind: 'reader' | 'display'): Promise<string> {
  const csrf = /name="_csrf" value="([^"]+)"/.exec(
    (await tablet.browser.get('/counter/readers')).body,
  )?.[1];
  const made = await tablet.browser.post('/counter/readers', { kind, _csrf: csrf });
  expect(made.statusCode).toBe(303);
  const shown = await tablet.browser.get('/counter/readers');
  return /pairing-code">([^<]+)</.exec(shown.body)?.[1] ?? '';
}

const pair = (code: string) =>
  site.app.inject({
    method: 'POST',
    url: '/api/v1/reader/pair',
    payload: { code, name: 'リーダー' },
  });

async function reader(tablet: typeof at) {
  const { token } = (await pair(await codeOn(tablet, 'reader'))).json();
  return {
    token: token as string,
    send: (payload: unknown, headers: Record<string, string> = {}) =>
      site.app.inject({
        method: 'POST',
        url: '/api/v1/reader/cards',
        payload: payload as object,
        headers: { authorization: `Bearer ${token}`, ...headers },
      }),
  };
}

/** A form is filled in and turned round to the resident; returns the name in it. */
async function beginReadBack(id: string): Promise<string> {
  const { stores, library } = site.services;
  const procedure = procedureOf(library, 'dog-death');
  const answers = madeUpAnswers(procedure, fullExample(procedure), '2026-11-21');
  const { sessionHash = '' } = (await stores.sittings.find(id)) ?? {};
  const { id: draftId } = await startDraft(stores, site.clock, {
    procedure,
    answers,
    sessionHash,
    locale: 'ja',
    today: '2026-11-21',
    channel: 'counter',
  });
  const counts = { typedValues: 0, carriedValues: 0, paperValues: 0 };
  const task = { ...counts, id: 'task-1', position: 0, procedureId: procedure.id, draftId };
  await stores.sittings.change({ id, now: site.clock.now() }, ({ facts }) => ({
    sitting: { facts: { ...facts, showing: task.id } },
    tasks: [{ ...task, state: 'begun', applicationId: null }],
  }));
  return (answers['applicant_name'] as { family: string }).family;
}

const factsOf = async (id: string) => (await site.services.stores.sittings.find(id))?.facts;

describe('the ID-reader bridge', () => {
  it('pairs once with the code of the tablet, and answers no stranger', async () => {
    const code = await codeOn(at, 'reader');
    const [first, second] = [await pair(code.toLowerCase().replace('-', ' ')), await pair(code)];
    expect([first.statusCode, second.statusCode, second.json().error]).toEqual([
      201,
      409,
      'code_used',
    ]);
    const url = '/api/v1/reader/cards';
    const send = (headers: Record<string, string>) =>
      site.app.inject({ method: 'POST', url, payload: CARD, headers });
    const tabletSecret = at.browser.cookies['madoguchi-tablet'] ?? '';
    for (const headers of [{}, { authorization: `Bearer ${tabletSecret}` }]) {
      const refused = await send(headers as Record<string, string>);
      expect([refused.statusCode, refused.headers['www-authenticate']]).toEqual([
        401,
        'Bearer realm="madoguchi-reader"',
      ]);
    }
    const { id } = (await pair(await codeOn(at, 'reader'))).json().reader;
    await site.services.stores.devices.unpair({ id, actor: 'staff:x', at: site.clock.now() });
    const token = hashSecret('x').slice(0, 43);
    expect((await send({ authorization: `Bearer ${token}` })).json().error).toBe('token_unknown');
  });

  it('gives a card to the sitting of its own tablet, and to no other', async () => {
    const other = await site.tablet({ tablet: '窓口2番' });
    const [own, foreign] = [await reader(at), await reader(other)];
    expect((await own.send(CARD)).json().error).toBe('no_sitting');
    const here = await site.sitting(at);
    expect((await foreign.send(CARD)).json().error).toBe('no_sitting');
    const there = await site.sitting(other);

    const key = { 'idempotency-key': 'reading-1' };
    const taken = await own.send({ ...CARD, sitting: here }, key);
    expect([taken.statusCode, taken.json()]).toEqual([202, { sitting: true, repeated: false }]);
    expect((await own.send(CARD, key)).json().repeated).toBe(true);
    expect(await factsOf(here)).toMatchObject({
      known: {
        'applicant.name': { value: { family: '𠮷田', given: 'はな子' }, source: 'card' },
        'applicant.gender': { value: '2' },
      },
      card: { readings: 1 },
    });
    expect((await factsOf(there))?.known).toEqual({});

    // What the first resident's reader repeats, late, is not the next one's.
    const { sittings } = site.services.stores;
    await sittings.close({ id: here, for: 'done', actor: 'staff:x', now: site.clock.now() });
    const next = await site.sitting(at);
    expect((await own.send({ ...CARD, sitting: here })).json().error).toBe('other_sitting');
    expect((await own.send(CARD, key)).json().repeated).toBe(true);
    // Whose time is over has left, also before the sweep; what they said is not the next one's.
    site.clock.set('2026-11-21T12:10:00+09:00');
    expect((await own.send(CARD)).json().error).toBe('no_sitting');
    site.clock.set('2026-11-21T12:00:00+09:00');
    expect((await factsOf(next))?.known).toEqual({});
    await sittings.close({ id: next, for: 'done', actor: 'staff:x', now: site.clock.now() });

    const { entries } = await site.services.stores.audit.page({ about: [here] }, null, 20);
    const read = entries.find(({ action }) => action === 'sitting.card_read');
    expect(read?.detail).toEqual({ kind: 'my_number_card' });
    expect(JSON.stringify(entries)).not.toContain('𠮷田');
  });

  it('keeps nothing of rubbish, and refuses an individual number by name', async () => {
    const own = await reader(at);
    const id = await site.sitting(at);
    const before = site.everything();
    const send = async (payload: unknown, headers = {}) => {
      const { statusCode, body } = await own.send(payload, headers);
      const { error, problems } = JSON.parse(body);
      return [statusCode, error, problems?.map((one: { code: string }) => one.code)];
    };
    expect(await send({ ...CARD, birth_date: '1985-13-01', x: 1 })).toEqual([
      422,
      'card_refused',
      ['not_a_day', 'unknown_item'],
    ]);
    expect(await send({ ...CARD, my_number: '123456789018' })).toEqual([
      422,
      'individual_number_refused',
      ['individual_number_refused'],
    ]);
    const json = { 'content-type': 'application/json' };
    expect(await send('{"kind', json)).toEqual([422, 'card_refused', ['not_an_object']]);
    expect(await send('a=1', { 'content-type': 'text/plain' })).toEqual([
      415,
      'not_json',
      undefined,
    ]);
    expect(await send({ name: 'x'.repeat(9000) })).toEqual([413, 'too_large', undefined]);
    expect(site.everything()).toEqual(before);

    await own.send(CARD);
    await own.send({ ...CARD, name: '吉田　はな子' });
    const page = `/counter/sittings/${id}/differences`;
    const shown = await at.browser.get(page);
    expect(shown.body).toContain('違うところ（1件）');
    const csrf = /name="_csrf" value="([^"]+)"/.exec(shown.body)?.[1];
    const chosen = { fact: 'applicant.name', source: 'card', take: 'found', _csrf: csrf };
    expect((await at.browser.post(page, chosen)).headers.location).toBe(page);
    await own.send({ ...CARD, name: '吉田はな子', address: '東京都千代田区丸の内１丁目' });
    const mend = (fact: string, how: Record<string, string>) =>
      at.browser.post(`${page}/mend`, { fact: `applicant.${fact}`, ...how, _csrf: csrf });
    const wrong = await mend('address', { postcode: '100-000' });
    expect([wrong.statusCode, wrong.body.includes('value="100-000"')]).toEqual([422, true]);
    expect((await mend('address', { postcode: '100-0005' })).statusCode).toBe(303);
    const seen = await at.browser.post(`/counter/sittings/${id}/id-check`, {
      kind: 'my_number_card',
      _csrf: csrf,
    });
    expect(seen.statusCode).toBe(303);
    expect(await factsOf(id)).toMatchObject({
      known: {
        'applicant.name': { value: { family: '吉田' } },
        'applicant.address': { value: { town: '丸の内', street: '１丁目' } },
      },
      differences: [],
      toMend: {},
      idCheck: { kind: 'my_number_card', by: `staff:${at.login}` },
    });
  });
});

describe('what happens on a tablet is heard', () => {
  it('by its page, its reader and its second screen, each until its end', async () => {
    const one = await site.tablet({ tablet: '窓口3番' });
    const own = await reader(one);
    const typed = await codeOn(one, 'display');
    const screen = site.resident();
    const asked = await screen.get('/counter/display');
    const csrf = /name="_csrf" value="([^"]+)"/.exec(asked.body)?.[1];
    expect((await site.resident().get('/counter/display/content')).statusCode).toBe(404);
    expect((await screen.post('/counter/display', { code: typed, _csrf: csrf })).statusCode).toBe(
      303,
    );
    expect((await screen.get('/counter/display')).body).toContain('いらっしゃいませ');

    await site.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = site.app.server.address() as AddressInfo;
    const listen = async (path: string, headers: Record<string, string>) => {
      const [reply] = (await once(
        request({ port, host: '127.0.0.1', path, headers }),
        'response',
      )) as [IncomingMessage];
      expect(reply.headers['content-type']).toBe('text/event-stream; charset=utf-8');
      reply.setEncoding('utf8');
      let said = '';
      reply.on('data', (text: string) => {
        said += text;
      });
      return {
        async hears(text: string) {
          while (!said.includes(text)) await once(reply, 'data');
          return said;
        },
        ended: once(reply, 'end'),
      };
    };
    const cookies = (of: Readonly<Record<string, string>>) => ({
      cookie: Object.entries(of)
        .map(([name, value]) => `${name}=${value}`)
        .join('; '),
    });
    const program = await listen('/api/v1/reader/events', {
      authorization: `Bearer ${own.token}`,
    });
    await program.hears('{"open":false,"sitting":null}');
    const id = await site.sitting(one);
    const page = await listen(`/counter/sittings/${id}/events`, cookies(one.browser.cookies));
    const display = await listen('/counter/display/events', cookies(screen.cookies));
    await program.hears(`{"open":true,"sitting":"${id}"}`);
    expect((await own.send({ ...CARD, sitting: id })).statusCode).toBe(202);
    expect(await page.hears('{"readings":1}')).not.toContain('𠮷田');
    expect(await display.hears('{"open":true,"revision":1}')).not.toContain('𠮷田');
    expect((await screen.get('/counter/display/content')).body).not.toContain('𠮷田');

    // What the resident reads on the tablet stands on their screen, as long as they read it.
    const name = await beginReadBack(id);
    await display.hears('"revision":2');
    expect((await screen.get('/counter/display/content')).body).toContain(name);
    await one.browser.get(`/counter/sittings/${id}`);
    await display.hears('"revision":3');
    expect((await screen.get('/counter/display/content')).body).not.toContain(name);

    const end = { id, for: 'done', actor: 'staff:x', now: site.clock.now() } as const;
    await site.services.stores.sittings.close(end);
    await page.hears('event: over');
    await page.ended;
    await display.hears('{"open":false,');
    // Open streams don't hold up the end of the server.
    await site.app.close();
    await Promise.all([program.ended, display.ended]);
  });
});
