import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { DomainError } from '../../../server/domain/errors.ts';
import type { WaitCount } from '../../../server/domain/queue/queue-store.ts';
import { loadIndicators } from '../../../server/indicator-desk.ts';
import type { Services } from '../../../server/services.ts';
import { listed, readingApp } from '../home/reading-app.ts';

const PAGE = '/ja/indicators';
const JSON_FILE = '/open-data/indicators.json';
const CSV_FILE = '/open-data/indicators.csv';
const day = { month: '2026-11', channel: 'online', locale: 'ja', procedureId: 'care' };

type Change = (services: Services) => void;
const replaced = (more: object): Change => {
  return ({ library }) => void Object.assign(library, more);
};
const retitled = (title: string) => new Map([['care', listed('care', { title })]]);

/** A site whose sums change with `town.mark`. */
async function scene() {
  const town = { mark: '1', received: 9, counted: 0, isDown: false };
  const { app, clock, services } = await readingApp({
    procedures: [listed('care', { title: '要介護認定' })],
    counts: async () => {
      town.counted += 1;
      if (town.isDown) throw new DomainError('storage_unavailable');
      return [{ ...day, started: 15, completed: 11, received: town.received }];
    },
  });
  Object.assign(services.indicatorFollower, { follow: async () => town.mark });
  const bodies = async () => {
    const replies = [
      await app.inject(PAGE),
      await app.inject(JSON_FILE),
      await app.inject(CSV_FILE),
    ];
    return replies.map(({ body }) => body);
  };
  return { town, app, clock, services, bodies };
}

it('counts and draws once for all readers, and anew as soon as a sum has changed', async () => {
  const { town, app, bodies } = await scene();
  const first = await bodies();
  const { counted } = town;
  expect(await bodies()).toEqual(first);
  // Each language is its own.
  expect((await app.inject('/en/indicators')).body).toContain('<html lang="en"');
  expect(town.counted).toBe(counted);
  Object.assign(town, { mark: '2', received: 8765 });
  for (const body of await bodies()) expect(body).toMatch(/8,?765/);
});

it.each<[string, Change, string]>([
  ['a definition', replaced({ procedures: retitled('別の名前') }), '別の名前'],
  [
    'the plans',
    (services) => {
      const [first] = services.indicators;
      Object.assign(services, { indicators: [{ ...first, name: { ja: '別の指標' } }] });
    },
    '別の指標',
  ],
])('shows %s anew as soon as it is another', async (_what, change, shown) => {
  const { services, bodies } = await scene();
  for (const body of await bodies()) expect(body).not.toContain(shown);
  change(services);
  for (const body of await bodies()) expect(body).toContain(shown);
});

it('is of another town when its settings are, and of another day from midnight in Japan on', async () => {
  const { services, clock, app } = await scene();
  const published = async () => (await app.inject(JSON_FILE)).json();
  expect(await published()).toMatchObject({ publisher: '見本市', as_of: '2026-11-21' });
  const { municipality } = services.library;
  replaced({ municipality: { ...municipality, name: { ja: '別の町' } } })(services);
  clock.set('2026-11-21T23:59:59+09:00');
  expect(await published()).toMatchObject({ publisher: '別の町', as_of: '2026-11-21' });
  clock.set('2026-11-22T00:00:00+09:00');
  expect(await published()).toMatchObject({ as_of: '2026-11-22' });
  expect((await app.inject(PAGE)).body).toContain('11月22日');
});

it('puts what is drawn for all into each reader’s own page', async () => {
  const { app } = await scene();
  const read = async (text_size?: string, url = PAGE) => {
    const cookies: Record<string, string> = text_size === undefined ? {} : { text_size };
    const { body } = await app.inject({ url, cookies });
    return body;
  };
  const [plain, large] = [await read(), await read('large')];
  expect(plain).not.toContain('text-large');
  expect(large).toContain('class="text-large"');
  expect(large.replace(' class="text-large"', '').length).toBeGreaterThan(plain.length - 200);
  expect(await read()).toBe(plain);
  expect(await read('large')).toBe(large);
  expect(await read(undefined, `${PAGE}?a=1`)).toContain('/en/indicators?a=1');
});

it('packs a page once, in the way that a reader takes', async () => {
  const { app } = await scene();
  const ask = (accept: string) => app.inject({ url: PAGE, headers: { 'accept-encoding': accept } });
  const plain = await ask('identity');
  for (const [accept, packing, unpack] of [
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['br;q=0, GZIP;q=0.5', 'gzip', gunzipSync],
  ] as const) {
    const reply = await ask(accept);
    expect(reply.headers).toMatchObject({
      'content-encoding': packing,
      'content-length': String(reply.rawPayload.length),
      vary: 'Accept-Encoding',
      'content-type': 'text/html; charset=utf-8',
    });
    expect(unpack(reply.rawPayload).toString()).toBe(plain.body);
  }
  expect(plain.headers['content-encoding']).toBeUndefined();
});

it('keeps no failure', async () => {
  const { town, app } = await scene();
  town.isDown = true;
  expect((await app.inject(PAGE)).statusCode).toBe(503);
  town.isDown = false;
  expect((await app.inject(PAGE)).statusCode).toBe(200);
});

it('does not send a file of open data to whoever has it', async () => {
  const { town, app } = await scene();
  for (const url of [JSON_FILE, CSV_FILE]) {
    const first = await app.inject(url);
    const etag = String(first.headers['etag']);
    const again = { url, headers: { 'if-none-match': `"other", ${etag}` } };
    const known = await app.inject(again);
    expect([known.statusCode, known.body, known.headers['etag']]).toEqual([304, '', etag]);
    Object.assign(town, { mark: `${town.mark}0`, received: town.received + 1 });
    expect((await app.inject(again)).statusCode).toBe(200);
  }
});

it('reads waits of days that are over once, and today’s each time', async () => {
  const { clock, services } = await scene();
  const asked: string[] = [];
  const wait: WaitCount = { queue: 'tax', month: '2026-03', minutes: 12, tickets: 6 };
  let today: WaitCount[] = [];
  const waitCounts = async (from: string, to: string) => {
    asked.push(`${from} ${to}`);
    if (to === '2026-03-10') return today;
    return from < '2026-03-08' && to > '2026-03-01' ? [wait] : [];
  };
  Object.assign(services.stores, { queue: { waitCounts } });
  const source = { from: 'waiting_time', queue: 'tax', months: [2, 3] };
  const [plan] = services.indicators;
  Object.assign(services, { indicators: [{ ...plan, source }] });
  clock.set('2026-03-10T12:00:00+09:00');
  const median = async () => (await loadIndicators(services)).waiting?.latest?.median;
  expect(await median()).toBe(12);
  asked.length = 0;
  today = [{ ...wait, minutes: 40, tickets: 7 }];
  expect(await median()).toBe(40);
  expect(asked).toEqual(['2026-03-08 2026-03-10']);
});
