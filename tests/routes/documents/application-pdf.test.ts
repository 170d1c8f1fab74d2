import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applicationRecord, flatItems } from '../../../server/domain/output/application-record.ts';
import { paths } from '../../../server/http/paths.ts';
import { applicationDocument } from '../../../server/routes/documents/application-document.ts';
import { type ApplyApp, applyApp } from '../../support/apply-app.ts';

describe('what was sent, on paper and as data', () => {
  let site: ApplyApp;
  beforeAll(async () => {
    site = await applyApp();
  });
  afterAll(() => site.close());

  async function sent(id: string, locale = 'ja') {
    const { resident, procedure, path, hidden } = await site.applicant(id, 'check', locale);
    const reply = await resident.post(path, { ...hidden, intent: 'submit' });
    const applicationId = String(reply.headers['location']).split('/').at(-1) as string;
    const application = await site.services.stores.applications.find(applicationId);
    if (application === undefined) throw new Error(`not sent: ${reply.statusCode}`);
    const events = await site.services.stores.applications.events(applicationId);
    const parts = { procedure, application, events, attachments: [] };
    return { resident, parts };
  }

  it('is a PDF for whoever may see the status page, and for nobody else', async () => {
    const { resident, parts } = await sent('dog-death');
    const url = paths.applicationPdf('ja', parts.application.id);
    const mine = await resident.get(url);
    expect(mine.statusCode).toBe(200);
    expect(mine.headers['content-type']).toBe('application/pdf');
    expect(mine.headers['cache-control']).toBe('private, no-store');
    expect(mine.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await site.resident().get(url)).statusCode).toBe(403);
  });

  it('fills the ruled table of a form that is known', async () => {
    const { parts } = await sent('dog-death');
    const form = applicationDocument(site.services, parts);
    expect(form.formNumber).toContain('様式第3号');
    expect(form.formNote).toContain('見本市');
    const cells = form.table?.rows.flatMap((row) => row.cells.map(({ text }) => text)) ?? [];
    expect(cells).toEqual(expect.arrayContaining(['飼い主の氏名', '髙𠮷 花子']));
  });

  it('says that a general layout is one, and is in Japanese whatever was read', async () => {
    const { parts } = await sent('child-allowance', 'en');
    const form = applicationDocument(site.services, parts);
    expect(form.formNumber).toBeUndefined();
    expect(form.formNote).toContain('共通の形式');
    expect(form.table).toBeUndefined();
    const all = JSON.stringify(form);
    expect(all).toContain('申請する人（あなた）');
    expect(all).not.toMatch(/<|\{[^{}"|]+\|/);
    expect(all).not.toContain('Applicant');
  });

  it('gives the core system its items, or every answer by its id', async () => {
    const dog = await sent('dog-death');
    const plain = applicationRecord(dog.parts.procedure, dog.parts.application, dog.parts.events);
    expect(plain).toMatchObject({ procedure: 'dog-death', status: 'received' });
    expect(plain.submitted_at).toMatch(/^2026-11-21T12:00:00\+09:00$/);
    expect(plain.items['applicant_name']).toMatchObject({ family: '髙𠮷' });
    expect(Object.fromEntries(flatItems(plain.items))['applicant_name.family']).toBe('髙𠮷');

    const care = await sent('care-home-modification');
    const { procedure, application, events } = care.parts;
    const mapped = applicationRecord(procedure, application, events);
    expect(Object.keys(mapped.items)).toContain('見積額');
    expect(typeof mapped.items['見積額']).toBe('number');
  });
});

describe('nested answers as lines of a table', () => {
  it('have dotted names, rows counted from 1', () => {
    const items = { a: 1, b: ['x', 'y'], c: { d: true }, e: [{ f: 'g' }, { f: 'h' }], z: null };
    expect(flatItems(items)).toEqual([
      ['a', '1'],
      ['b', 'x y'],
      ['c.d', 'true'],
      ['e.1.f', 'g'],
      ['e.2.f', 'h'],
      ['z', ''],
    ]);
  });
});
