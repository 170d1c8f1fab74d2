import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepTrial, takeTrial } from '../../../server/routes/admin/builder-preview-keep.ts';
import { createTrials } from '../../../server/routes/admin/builder-preview-trials.ts';
import { builderOf } from '../../support/builder-drafts.ts';
import { unescaped } from '../../support/injected-resident.ts';
import { SMALL_PNG } from '../../support/multipart.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

let site: OfficeApp;
let admin: Awaited<ReturnType<OfficeApp['member']>>;
let draftOf: ReturnType<typeof builderOf>['draftOf'];

beforeAll(async () => {
  site = await officeApp();
  admin = await site.member({ role: 'procedure_admin' });
  ({ draftOf } = builderOf(site, admin));
});
afterAll(() => site.close());

const kept = () => readdir(join(site.services.config.dataDir, 'attachments'));

describe('the preview', () => {
  it('takes files as the real form does, and keeps none', async () => {
    const { browser } = admin;
    const { home } = await draftOf('disaster-certificate');
    const list = unescaped((await browser.get(`${home}/preview/ja/attachments`)).body);
    const [, document = ''] = /href="([^"]+\/preview\/ja\/attachments\/\w+)"/.exec(list) ?? [];
    const before = await kept();
    const { hidden } = await browser.open(document);
    const wrong = { name: 'メモ.txt', content: Buffer.from('何かの文') };
    const refused = await browser.upload(document, hidden, [wrong]);
    expect([refused.statusCode, refused.body.includes('メモ.txt')]).toEqual([422, true]);
    const taken = await browser.upload(document, hidden, [SMALL_PNG]);
    expect(taken.statusCode).toBe(303);
    const page = await browser.get(document);
    expect(page.body).toContain(SMALL_PNG.name);
    expect(await kept()).toEqual(before);
    const [, file = ''] = /href="([^"]+\/attachments\/\w+\/[\w-]{36})"/.exec(page.body) ?? [];
    expect((await browser.get(file)).body).toContain('ファイルは残していません');
  });

  it('shows what comes after the sending: what is to be mended, what a phase asks', async () => {
    const { browser } = admin;
    const { home } = await draftOf('care-home-modification');
    const room = unescaped((await browser.get(`${home}/preview`)).body);
    expect(room).toContain('value="done/phase-report"');
    const returned = `${home}/preview/ja/done/returned`;
    const status = unescaped((await browser.get(returned)).body);
    expect(status).toContain('職員が書いた文が、ここに出ます');
    expect(status).not.toMatch(/(href|action)="\/ja\/(status|apply)\/./);
    const { hidden } = await browser.open(returned);
    const begun = await browser.post(returned, { _csrf: hidden['_csrf'] ?? '' });
    expect(begun.headers.location).toMatch(/done\/returned\/applying_as$/);

    const paper = await browser.get(`${returned}/application.pdf`);
    expect(paper.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');

    const phase = `${home}/preview/en/done/phase-report`;
    const first = `${phase}/finished`;
    expect((await browser.get(first)).body).toContain('name="finished_on');
    const later = await browser.open(first);
    const empty = await browser.post(first, later.hidden);
    expect(empty.statusCode).toBe(422);
  });

  it('begins anew, with a sentence, where what was answered is not there any more', async () => {
    const { browser } = admin;
    const { home } = await draftOf('dog-death');
    const path = `${home}/preview/ja/chip`;
    const { hidden } = await browser.open(path);
    const lost = await browser.post(path, { ...hidden, revision: '7' });
    expect(lost.statusCode).toBe(303);
    const start = await browser.get(String(lost.headers.location));
    expect(start.body).toContain('初めから始めます');
  });

  it('goes on in another process, however large it is, and only for whoever it belongs to', async () => {
    const { services } = site;
    const request = (sessionHash: string) => ({ params: { version: 'v1' }, sessionHash }) as never;
    const [here, there, elsewhere] = [createTrials(), createTrials(), createTrials()];
    const mine = request('a'.repeat(64));
    await takeTrial(services, here, mine);
    const now = new Date('2026-11-21T01:00:00Z');
    const id = `preview-v1-${'a'.repeat(24)}`;
    const draft = { id, revision: 0, answers: { kind: 'x'.repeat(60_000) }, startedAt: now };
    await here.drafts.create(draft as never);
    await keepTrial(services, here, mine);
    await takeTrial(services, there, request('a'.repeat(64)));
    expect(await there.drafts.find(id)).toEqual(draft);
    await takeTrial(services, elsewhere, request('b'.repeat(64)));
    expect(await elsewhere.drafts.find(id)).toBeUndefined();
  });

  it('of two windows in two processes the one that was quicker counts', async () => {
    const { services } = site;
    const request = () => ({ params: { version: 'v2' }, sessionHash: 'c'.repeat(64) }) as never;
    const [here, there] = [createTrials(), createTrials()];
    const id = `preview-v2-${'c'.repeat(24)}`;
    const [one, two] = [request(), request()];
    await takeTrial(services, here, one);
    await takeTrial(services, there, two);
    await here.drafts.create({ id, revision: 0, answers: { kind: 'first' } } as never);
    await there.drafts.create({ id, revision: 0, answers: { kind: 'second' } } as never);
    await keepTrial(services, here, one);
    await keepTrial(services, there, two);
    await takeTrial(services, there, request());
    expect((await there.drafts.find(id))?.answers).toEqual({ kind: 'first' });
  });
});
