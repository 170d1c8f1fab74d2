import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DomainError } from '../../server/domain/errors.ts';
import { type ApplyApp, applyApp } from '../support/apply-app.ts';

let site: ApplyApp;
let isStorageUp = true;
/** What is known without asking storage. */
const IN_MEMORY = ['recall', 'forget', 'keepPendingSoon'];
beforeAll(async () => {
  site = await applyApp({
    tamper: (services) => ({
      ...services,
      stores: {
        ...services.stores,
        drafts: new Proxy(services.stores.drafts, {
          get: (drafts, name: 'find') =>
            isStorageUp || IN_MEMORY.includes(name)
              ? drafts[name]
              : () => Promise.reject(new DomainError('storage_unavailable')),
        }),
      },
    }),
    extend(app) {
      app.get('/:locale/throws', () => {
        throw new Error('secret detail of the inside');
      });
      app.get('/:locale/renders-nothing', (_request, reply) =>
        reply.page('nowhere/nothing', { title: 'x' }),
      );
      app.get('/:locale/breaks', (_request, reply) => {
        reply.page = () => Promise.reject(new Error('no page at all'));
        throw new Error('first');
      });
    },
  });
});
afterEach(() => {
  isStorageUp = true;
});
afterAll(() => site.close());

const isPage = (body: string) => /<!doctype html>/i.test(body) && /<h1/.test(body);

describe('an address that is not there', () => {
  it.each([
    '/ja/%E0%A4%A',
    '/ja/%',
    '/ja/apply/%E0%A4%A',
    '/ja/apply/%00',
    '/ja/apply/care-certification/%00',
    '/ja/apply/__proto__',
    '/ja/procedures/constructor',
    '/ja/bookings/__proto__',
    '/ja/bookings/%00',
    `/ja/apply/${'a'.repeat(5000)}`,
    '/ja/nowhere',
    '/nowhere',
    '/%2e%2e/etc/passwd',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/..%2f..%2fpackage.json',
    '/webhooks',
    '//evil.example/',
    '//evil.example',
  ])('%s: a page of ours with 404', async (url) => {
    const { resident } = await site.applicant('care-certification', 'kind');
    const reply = await resident.get(url);
    expect(reply.statusCode).toBe(404);
    expect(isPage(reply.body) || url === '/webhooks').toBe(true);
    expect(reply.headers['content-security-policy']).toContain("default-src 'none'");
    expect(reply.headers['cache-control']).toBe('no-store');
  });

  it.each(['constructor', '__proto__', '%ED%A0%80', '%00', 'nowhere'])(
    'a page of the procedure %s leads to its start, which is not there',
    async (id) => {
      const { resident } = await site.applicant('care-certification', 'kind');
      const { page } = await resident.follow(await resident.get(`/ja/apply/${id}/x`), '');
      expect(page.statusCode).toBe(404);
    },
  );

  it('keeps the reader’s language', async () => {
    const reply = await site.resident().get('/en/%E0%A4%A');
    expect(reply.body).toContain('<html lang="en"');
  });

  it.each([
    ['/ja', '/ja/'],
    ['/en?x=1', '/en/?x=1'],
    ['/ja/procedures/', '/ja/procedures'],
    ['/ja/apply/care-certification/?q=1', '/ja/apply/care-certification?q=1'],
    ['/EN/procedures', '/en/procedures'],
    ['/Ja-Easy/', '/ja-easy/'],
    ['/de/procedures', '/ja/procedures'],
    ['/de', '/ja/'],
  ])('%s leads to %s', async (url, place) => {
    const resident = site.resident();
    expect((await resident.get(url)).headers.location).toBe(place);
    expect((await resident.send('HEAD', url)).headers.location).toBe(place);
  });

  it('languages on a page without an address of its own lead home', async () => {
    const { body } = await site.resident().get('/nowhere/at/all');
    expect(body).toContain('href="/en/"');
    const refused = await site.resident().post('/ja/leave', {});
    expect([refused.statusCode, refused.body.includes('href="/en/"')]).toEqual([403, true]);
  });
});

describe('a method that an address does not know', () => {
  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const)('%s: 405 with Allow', async (method) => {
    const reply = await site.resident().send(method, '/ja/procedures');
    expect(reply.statusCode).toBe(405);
    expect(String(reply.headers.allow).split(', ').sort()).toEqual(['GET', 'HEAD']);
    expect(isPage(reply.body)).toBe(true);
  });

  it('POST to what is only read, GET of what is only sent', async () => {
    expect((await site.resident().post('/ja/procedures', {})).statusCode).toBe(405);
    const leave = await site.resident().get('/ja/leave');
    expect([leave.statusCode, leave.headers.allow]).toEqual([405, 'POST']);
    const hook = await site.resident().get('/webhooks/sandbox');
    expect([hook.statusCode, hook.json()]).toEqual([405, { error: 'method_not_allowed' }]);
  });

  it('HEAD says what GET says, without a body', async () => {
    for (const url of ['/ja/', '/ja/apply/care-certification', '/ja/nowhere', '/healthz']) {
      const [head, get] = [await site.resident().send('HEAD', url), await site.resident().get(url)];
      expect([url, head.statusCode, head.body]).toEqual([url, get.statusCode, '']);
    }
  });
});

describe('a body that is no form of ours', () => {
  it('300 KiB: 413 with a page', async () => {
    const { resident, path, hidden } = await site.applicant('care-certification', 'insured');
    const long = { ...hidden, 'insured_name.family': 'あ'.repeat(34_000) };
    const reply = await resident.post(path, long);
    expect([reply.statusCode, isPage(reply.body)]).toEqual([413, true]);
    expect(reply.headers['content-security-policy']).toBeDefined();
  });

  it.each([
    ['application/json', '{"draft":{"a":1},"revision":[0],"intent":5}'],
    ['application/json', '{"__proto__":{"x":1}}'],
    ['text/plain', 'draft=1'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['nonsense', 'x'],
  ])('%s: 415 with a page', async (type, payload) => {
    const headers = { 'content-type': type };
    for (const url of ['/ja/apply/care-certification/kind', '/ja/status', '/ja/display']) {
      const reply = await site.resident().send('POST', url, { payload, headers });
      expect([url, reply.statusCode, isPage(reply.body)]).toEqual([url, 415, true]);
    }
  });
});

describe('something breaks', () => {
  it.each(['throws', 'renders-nothing', 'breaks'])('%s: 500, a page, no details', async (place) => {
    const reply = await site.resident().get(`/en/${place}`);
    expect([reply.statusCode, isPage(reply.body)]).toEqual([500, true]);
    expect(reply.body).not.toMatch(/secret|Error|\.ts\b|node_modules|nowhere/);
    expect(reply.headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('storage away: 503 with Retry-After; back again, the form goes on', async () => {
    const { resident, path, hidden, wishes } = await site.applicant(
      'care-certification',
      'insured',
    );
    isStorageUp = false;
    const body = { ...hidden, ...wishes, intent: 'next' };
    const reply = await resident.post(path, body);
    expect([reply.statusCode, isPage(reply.body)]).toEqual([503, true]);
    expect(reply.headers['retry-after']).toBe('30');
    isStorageUp = true;
    expect((await resident.post(path, body)).statusCode).toBe(303);
  });
});
