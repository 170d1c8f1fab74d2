import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplyApp, applyApp } from '../support/apply-app.ts';
import type { InjectedResident } from '../support/injected-resident.ts';

let site: ApplyApp;
beforeAll(async () => {
  site = await applyApp();
});
afterAll(() => site.close());

type Answer = (resident: InjectedResident) => ReturnType<InjectedResident['get']>;
const post = (url: string, form = {}, headers = {}) =>
  ((resident) => resident.post(url, form, headers)) satisfies Answer;
const get = (url: string) => ((resident) => resident.get(url)) satisfies Answer;

describe('every kind of answer', () => {
  it.each<[string, number, Answer]>([
    ['page', 200, get('/ja/')],
    ['form', 200, get('/ja/apply/care-certification')],
    ['redirect of the root', 302, get('/')],
    ['redirect of a language', 302, get('/de/procedures')],
    ['redirect after a POST', 303, post('/ja/display', { text_size: 'large' })],
    ['404', 404, get('/ja/nowhere')],
    ['405', 405, get('/ja/leave')],
    ['403', 403, post('/ja/leave')],
    ['bad address', 404, get('/ja/%E0%A4%A')],
    ['script', 200, get('/assets/js/keep.js')],
    ['missing asset', 404, get('/assets/js/nothing.js')],
    ['data', 200, get('/open-data/indicators.json')],
    ['health', 200, get('/healthz')],
    ['webhook refused', 400, post('/webhooks/sandbox')],
    ['webhook unknown', 404, post('/webhooks/nobody')],
  ])('%s', async (kind, status, answer) => {
    const { statusCode, headers } = await answer(site.resident());
    expect(statusCode).toBe(status);
    const csp = String(headers['content-security-policy']);
    expect(csp).toContain("default-src 'none'");
    expect(csp).toContain("frame-ancestors 'none'");
    expect(csp).not.toMatch(/unsafe|\*|data:/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      // Open data may be read into anybody's page.
      'cross-origin-resource-policy': kind === 'data' ? 'cross-origin' : 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
    });
    expect(headers['cache-control']).toBeDefined();
    expect(headers['x-powered-by'] ?? headers['server']).toBeUndefined();
  });

  it('is kept by nobody, but for files that carry their hash', async () => {
    const resident = site.resident();
    expect((await resident.get('/ja/')).headers['cache-control']).toBe('no-store');
    const hashed = await resident.get('/assets/js/keep.js?v=0123456789ab');
    expect(hashed.headers['cache-control']).toMatch(/immutable/);
    // What a script imports has none, and is another file after an update.
    const plain = await resident.get('/assets/js/reading.js');
    expect(plain.headers['cache-control']).toBe('public, max-age=0, must-revalidate');
    expect(plain.headers['etag']).toBeDefined();
  });

  it('says over https that it is always https', async () => {
    const secure = await applyApp({ env: { PUBLIC_URL: 'https://mihon.example' } });
    const { headers } = await secure.resident().get('/ja/');
    expect(headers['strict-transport-security']).toBe('max-age=63072000; includeSubDomains');
    await secure.close();
    expect(
      (await site.resident().get('/ja/')).headers['strict-transport-security'],
    ).toBeUndefined();
  });
});

describe('a place to go back to', () => {
  it.each([
    'https://evil.example/ja/',
    '//evil.example/ja/',
    '/\\evil.example/ja/',
    '/ja/../../evil',
    '/ja/\t/evil.example',
    'javascript:alert(1)',
    '/en/procedures',
    '/ja/procedures\r\nSet-Cookie: a=b',
    '/ja/\u0000',
  ])('%j leads nowhere else', async (back) => {
    const reply = await site.resident().post('/ja/display', { text_size: 'large', back });
    expect(reply.statusCode).toBe(303);
    const place = String(reply.headers.location);
    expect(new URL(place, 'http://localhost:3000').origin).toBe('http://localhost:3000');
    expect(place).toMatch(/^\/ja\/[\x21-\x7e]*$/);
    expect(reply.headers['set-cookie']).not.toMatch(/a=b/);
  });

  it('`from` knows one place only', async () => {
    const { resident, path, hidden, wishes } = await site.applicant('care-certification', 'kind');
    const body = { ...hidden, ...wishes, from: 'https://evil.example', intent: 'next' };
    expect((await resident.post(path, body)).headers.location).toMatch(/^\/ja\/apply\//);
  });
});

describe('reading', () => {
  it('changes nothing: every address that is opened leaves every row as it was', async () => {
    const form = await site.applicant('facility-booking', 'slot');
    const paid = await site.applicant('facility-booking');
    const sent = await paid.resident.post(paid.path, { ...paid.hidden, intent: 'submit' });
    const charge = String(sent.headers.location).split('/').at(-1) ?? '';
    const application = (await site.services.stores.charges.find(charge))?.applicationId ?? '';
    const known: Record<string, string> = {
      locale: 'ja',
      id: 'facility-booking',
      page: 'slot',
      row: '1',
      applicationId: application,
      chargeId: charge,
      resource: 'arena',
      secret: 'x',
      ref: 'x',
      '*': 'js/keep.js',
    };
    // Coming back from the provider asks it how it stands: that answer is written down.
    const everywhere = [...getPaths(site.app), ...getPaths(await site.app.staffSite())];
    const paths = everywhere.filter((path) => !path.endsWith('/return'));
    expect(paths.length).toBeGreaterThan(25);
    // Sums that are kept up behind what happens are read up to date, whoever comes first.
    await site.services.indicatorFollower.follow();
    const before = site.everything();
    for (const path of paths) {
      const url = path.replace(/:(\w+)|\*/g, (all, name) => known[name ?? all] ?? 'x');
      for (const { resident } of [form, paid]) {
        for (const method of ['GET', 'HEAD'] as const) {
          const reply = await resident.send(method, url);
          expect([url, reply.statusCode < 500]).toEqual([url, true]);
        }
      }
      expect([url, site.everything()]).toEqual([url, before]);
    }
  }, 60_000);
});

/** Addresses of all GET routes, as the router prints them. */
function getPaths(app: FastifyInstance): string[] {
  const found: string[] = [];
  const parts: string[] = [];
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const match = /^((?:[│ ] {3})*)[├└]── (\S+)(?: \(([^)]*)\))?$/u.exec(line);
    if (match === null) continue;
    const depth = (match[1] ?? '').length / 4;
    parts.length = depth;
    parts[depth] = match[2] ?? '';
    if (match[3]?.split(', ').includes('GET')) found.push(parts.join(''));
  }
  return [...new Set(found)];
}
