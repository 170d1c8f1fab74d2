import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Application } from '../../../server/domain/applications/application.ts';
import { applicationRecord } from '../../../server/domain/output/application-record.ts';
import { type ApiSystem, apiSystem } from '../../support/api-system.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';
import { procedureOf } from '../../support/sample-town.ts';
import { submitCases } from '../../support/submitted-cases.ts';

let site: OfficeApp;
let system: ApiSystem;
let cases: readonly Application[];
let care: readonly Application[];

beforeAll(async () => {
  site = await officeApp();
  system = await apiSystem(site);
  cases = await submitCases(site.services, 'child-allowance', 3);
  care = await submitCases(site.services, 'care-limit', 2);
});
afterAll(() => site.close());

interface Change {
  readonly id: string;
  readonly cursor: string;
  readonly change: string;
  readonly case_version: number;
}

/** Everything behind that cursor, as a system reads it. */
async function readAll(query = '', after = '0', from = system) {
  const found: Change[] = [];
  for (let next = after; ; ) {
    const page = (await from.get(`/applications?after=${next}&limit=2${query}`)).json();
    found.push(...page.changes);
    next = page.next;
    if (!page.more) return { found, next };
  }
}

async function step(id: string, status: Application['status'], type: 'taken_up' | 'granted') {
  const now = site.clock.now();
  await site.services.stores.cases.take({
    applicationId: id,
    now,
    decide: () => ({ status, event: { type, at: now, actor: 'staff:x', detail: {} } }),
  });
}

async function logged(of: string) {
  const { entries } = await site.services.stores.audit.page({ about: [of] }, null, 100);
  return entries.map(({ action }) => action);
}

describe('a system of the inner network', () => {
  it('reads what happened in the order of the log, only of its section, each change once', async () => {
    const { found, next } = await readAll();
    expect(found.map(({ id }) => id)).toEqual(cases.map(({ id }) => id));
    const cursors = found.map(({ cursor }) => Number(cursor));
    expect([...cursors].sort((a, b) => a - b)).toEqual(cursors);
    await step((cases[1] as Application).id, 'in_review', 'taken_up');
    const later = await readAll('', next);
    expect(later.found).toMatchObject([
      { id: cases[1]?.id, change: 'taken_up', status: 'in_review', case_version: 2 },
    ]);
    // Any older cursor tells the same again.
    expect((await readAll('', found[0]?.cursor)).found.map(({ id }) => id)).toEqual([
      cases[1]?.id,
      cases[2]?.id,
      cases[1]?.id,
    ]);
  });

  it('may ask for what is decided, or for one procedure', async () => {
    expect((await readAll('&state=decided')).found).toEqual([]);
    await step((cases[1] as Application).id, 'granted', 'granted');
    const decided = await readAll('&state=decided');
    expect(new Set(decided.found.map(({ id }) => id))).toEqual(new Set([cases[1]?.id]));
    expect((await readAll('&procedure=child-allowance')).found.length).toBeGreaterThan(0);
    const foreign = await system.get('/applications?procedure=care-limit');
    expect([foreign.statusCode, foreign.json().error]).toEqual([403, 'not_in_scope']);
  });

  it('opens a case as its record, its form and its files; each is written down', async () => {
    const [first] = cases as [Application];
    const reply = await system.get(`/applications/${first.id}`);
    const [handed] = await site.services.stores.handOver.read([first.id]);
    if (!handed) throw new Error('gone');
    const procedure = procedureOf(site.services.library, 'child-allowance');
    const record = applicationRecord(procedure, handed.application, handed.events);
    expect(reply.json()).toEqual({
      schema: 'madoguchi.application.v1',
      id: first.id,
      case_version: 1,
      ...JSON.parse(JSON.stringify(record)),
      closed_at: null,
      attachments: [],
      sealed: null,
      acknowledgement: null,
    });
    expect(reply.body).not.toContain('individual_number');
    const form = await system.get(`/applications/${first.id}/form.pdf`);
    expect(form.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await system.get(`/applications/${first.id}/attachments/none`)).statusCode).toBe(404);
    expect(await logged(first.id)).toEqual(
      expect.arrayContaining(['api.record_read', 'api.form_read', 'api.attachment_read']),
    );
    const own = (await site.services.stores.audit.page({ actor: `api:${system.id}` }, null, 9))
      .entries;
    expect(own.length).toBeGreaterThan(0);
  });

  it('may not open what is not its own, and that is written down', async () => {
    const [foreign] = care as [Application];
    const reply = await system.get(`/applications/${foreign.id}`);
    expect([reply.statusCode, reply.json().error]).toEqual([403, 'not_in_scope']);
    expect(await logged(foreign.id)).toContain('api.refused');
    const narrow = await apiSystem(site, { procedures: ['childcare-certification'] });
    const [first] = cases as [Application];
    expect((await narrow.get(`/applications/${first.id}`)).statusCode).toBe(403);
    expect((await readAll('', '0', narrow)).found).toEqual([]);
    expect((await system.get('/applications/unknown')).statusCode).toBe(404);
  });

  it('acknowledges what it has, as often as it likes, and is then asked no more', async () => {
    const { id } = cases[2] as Application;
    const path = `/applications/${id}/acknowledgements`;
    const first = await system.post(path, { case_version: 1, reference: 'K-77' });
    expect(first.json()).toMatchObject({ case_version: 1, reference: 'K-77' });
    expect((await system.post(path, { case_version: 1, reference: 'K-77' })).json()).toEqual(
      first.json(),
    );
    const open = await readAll('&acknowledged=no');
    expect(open.found.map((one) => one.id)).not.toContain(id);
    await step(id, 'in_review', 'taken_up');
    const again = await readAll('&acknowledged=no');
    expect(again.found.map((one) => one.id)).toContain(id);
    const record = (await system.get(`/applications/${id}`)).json();
    expect(record).toMatchObject({ case_version: 2, acknowledgement: { case_version: 1 } });
    const ahead = await system.post(path, { case_version: 9 });
    expect([ahead.statusCode, ahead.json().error]).toEqual([409, 'version_unknown']);
    const wrong = await system.post(path, { version: 1 });
    expect([wrong.statusCode, wrong.json().error]).toEqual([400, 'bad_request']);
  });
});

describe('who has no good token', () => {
  const ask = (authorization?: string) =>
    site.app.inject({
      url: '/api/v1/applications',
      headers: authorization === undefined ? {} : { authorization },
    });

  it.each([
    ['none', undefined, 'token_missing'],
    ['another kind', 'Basic YTpi', 'token_missing'],
    ['an unknown one', `Bearer mdg_${'a'.repeat(43)}`, 'token_unknown'],
  ])('with %s gets 401 with a reason', async (_, authorization, error) => {
    const reply = await ask(authorization);
    expect([reply.statusCode, reply.json().error]).toEqual([401, error]);
    expect(reply.headers['www-authenticate']).toContain('Bearer realm=');
  });

  it('whose token has ended or was revoked gets 401 and is told which', async () => {
    const old = await apiSystem(site, { endsAt: new Date('2026-11-20T00:00:00+09:00') });
    expect((await old.get('/applications')).json().error).toBe('token_expired');
    const gone = await apiSystem(site);
    await site.services.stores.apiTokens.revoke(gone.id, { actor: 'x', at: site.clock.now() });
    const reply = await gone.get('/applications');
    expect(reply.json().error).toBe('token_revoked');
    expect(reply.headers['www-authenticate']).toContain('error="invalid_token"');
  });

  it('gets 401 for addresses that do not exist, too; with one it is 404', async () => {
    expect((await site.app.inject({ url: '/api/v1/secrets' })).statusCode).toBe(401);
    expect((await system.get('/secrets')).statusCode).toBe(404);
    const reply = await site.app.inject({ method: 'POST', url: '/api/v1/applications' });
    expect(reply.statusCode).toBe(401);
  });

  it('asks too often and waits', async () => {
    const busy = await apiSystem(site);
    const wrong = '/applications?limit=0';
    expect((await busy.get(wrong)).json().error).toBe('bad_request');
    for (let at = 1; at < 600; at++) await busy.get(wrong);
    const reply = await busy.get(wrong);
    expect([reply.statusCode, reply.json().error]).toEqual([429, 'too_many']);
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
    expect((await system.get(wrong)).statusCode).toBe(400);
  });
});

describe('the OpenAPI document', () => {
  const document = async () => (await site.app.inject({ url: '/api/v1/openapi.json' })).json();

  it('is 3.1, names every route, and all that it refers to is there', async () => {
    const found = await document();
    expect(found.openapi).toMatch(/^3\.1\./);
    const refs = [...JSON.stringify(found).matchAll(/"\$ref":"#\/([^"]+)"/g)];
    expect(refs.length).toBeGreaterThan(5);
    for (const [, path = ''] of refs) {
      const target = path.split('/').reduce((at, part) => at?.[part], found);
      expect([path, typeof target]).toEqual([path, 'object']);
    }
    const routes = (await site.app.staffSite()).printRoutes({
      commonPrefix: false,
      includeHooks: false,
    });
    for (const path of Object.keys(found.paths)) {
      const last =
        path
          .split('/')
          .at(-1)
          ?.replace(/\{(\w+)\}/, ':$1') ?? '';
      expect(routes).toContain(last);
    }
    expect(Object.keys(found.paths)).toHaveLength(5);
    const answers = Object.values(found.paths).flatMap((path) =>
      Object.values(path as Record<string, { responses: object }>),
    );
    for (const { responses } of answers) expect(Object.keys(responses)).toContain('401');
  });

  it('describes what is answered', async () => {
    const { components } = await document();
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'api', components });
    const holds = (name: string, value: unknown) => {
      const validate = ajv.getSchema(`api#/components/schemas/${name}`);
      expect(validate?.(value), JSON.stringify(validate?.errors)).toBe(true);
      expect(validate?.({ ...(value as object), surprise: 1 })).toBe(false);
    };
    const { id } = cases[0] as Application;
    holds('ChangeList', (await system.get('/applications')).json());
    holds('Application', (await system.get(`/applications/${id}`)).json());
    const acknowledgements = `/applications/${id}/acknowledgements`;
    holds('Acknowledgement', (await system.post(acknowledgements, { case_version: 1 })).json());
    holds('Application', (await system.get(`/applications/${id}`)).json());
    holds('Error', (await site.app.inject({ url: '/api/v1/applications' })).json());
  });
});
