import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDefinition } from '../../../server/domain/procedures/load-library.ts';
import { LOCALES } from '../../../server/domain/procedures/locale.ts';
import { hiddenFields } from '../../support/http-resident.ts';
import { unescaped } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

const ID = 'dog-death';

let site: OfficeApp;
let maker: Awaited<ReturnType<OfficeApp['member']>>;
beforeAll(async () => {
  site = await officeApp();
  maker = await site.member({ role: 'procedure_admin' });
});
afterAll(() => site.close());

async function post(path: string, fields: Record<string, string> = {}) {
  const { _csrf = '' } = hiddenFields((await maker.browser.get('/office/account')).body);
  return maker.browser.post(path, { _csrf, ...fields });
}

/** The item of that procedure in a list; undefined: it is not in it. */
async function item(path: string): Promise<string | undefined> {
  const { body } = await site.resident().get(path);
  return unescaped(body)
    .split('<li class="resource-list__item">')
    .find((one) => one.includes(`/apply/${ID}`))
    ?.split('</li>')[0];
}

const tagOf = async (path: string) =>
  /<span class="tag tag--muted">(.*)<\/span>\n/.exec((await item(path)) ?? '')?.[1];

describe('a procedure that is stopped', () => {
  it('says so in every list, in all eight languages, and no longer when it goes on', async () => {
    const { lifeEvents = [] } = site.services.library.procedures.get(ID) ?? {};
    const pauses = `/admin/procedures/${ID}/pauses`;
    expect((await post(pauses, { 'reason-ja': '確かめています' })).statusCode).toBe(303);
    const tags = new Map<string, string | undefined>();
    for (const locale of LOCALES) tags.set(locale, await tagOf(`/${locale}/procedures`));
    expect(tags.get('ja')).toBe('いま止めています');
    expect(tags.get('en')).toBe('Stopped now');
    expect(new Set(tags.values()).size).toBe(LOCALES.length);
    expect(await tagOf(`/ja/procedures?life_event=${lifeEvents[0]}`)).toBe('いま止めています');
    expect(await tagOf('/ja/procedures?q=%E7%8A%AC')).toBe('いま止めています');
    const { body } = await maker.browser.get(pauses);
    const lift = /action="([^"]+\/lift)"/.exec(body)?.[1] ?? '';
    expect((await post(lift)).statusCode).toBe(303);
    expect([await item('/ja/procedures'), await tagOf('/ja/procedures')]).toEqual([
      expect.stringContaining(ID),
      undefined,
    ]);
  });
});

describe('a procedure that stands on the site as it was shipped', () => {
  it('leaves the lists at once with a reason, is kept whole, and comes back by restoring it', async () => {
    const page = `/admin/procedures/${ID}`;
    const why = await post(`${page}/retire`, { reason: ' ' });
    expect([why.statusCode, unescaped(why.body)]).toEqual([
      422,
      expect.stringContaining('href="#v-shipped"'),
    ]);
    const started = await site.resident().get(`/ja/apply/${ID}`);
    expect(started.statusCode).toBe(200);

    expect((await post(`${page}/retire`, { reason: '制度が終わりました' })).statusCode).toBe(303);
    expect(await item('/ja/procedures')).toBeUndefined();
    expect((await site.resident().get(`/ja/apply/${ID}`)).statusCode).toBe(404);
    expect(site.services.library.retired?.get(ID)?.id).toBe(ID);
    expect((await maker.browser.get(`${page}/understanding`)).statusCode).toBe(200);
    expect((await post(`${page}/retire`, { reason: 'もう一度' })).statusCode).toBe(409);

    const { stores, config } = site.services;
    const [kept] = await stores.versions.list({ procedureId: ID });
    const back = await post(`/admin/versions/${kept?.id}/steps/restore`);
    const draft = await stores.versions.find(String(back.headers.location).split('/').at(-1) ?? '');
    expect(draft?.files).toEqual(readDefinition(config.proceduresDir, ID));
    const section = kept?.section ?? '';
    const reviewer = await site.member({ role: 'section_manager', section });
    const step = async (who: typeof maker, name: string) => {
      const { _csrf = '' } = hiddenFields((await who.browser.get('/office/account')).body);
      const reply = await who.browser.post(`/admin/versions/${draft?.id}/steps/${name}`, {
        _csrf,
        revision: '0',
      });
      expect([name, reply.statusCode]).toEqual([name, 303]);
    };
    await step(maker, 'ask-review');
    await step(reviewer, 'approve');
    await step(maker, 'publish');
    expect(await item('/ja/procedures')).toContain(ID);
  });
});
