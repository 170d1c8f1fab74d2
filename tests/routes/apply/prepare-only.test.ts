import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplyApp, applyApp } from '../../support/apply-app.ts';
import { sentCase } from '../../support/case-desk.ts';
import { copyTown, type TownCopy } from '../../support/town-copy.ts';

let town: TownCopy;
let site: ApplyApp;
beforeAll(async () => {
  town = copyTown();
  town.edit('dog-death/definition.yaml', (text) =>
    text.replace(/^minutes:/m, 'submission: prepare_only\nminutes:'),
  );
  site = await applyApp({ env: { PROCEDURES_DIR: town.folder } });
});
afterAll(async () => {
  await site.close();
  town.remove();
});

describe('what is made online, printed and brought', () => {
  it('says so before it is begun, and before it is made', async () => {
    const { resident, page } = await site.applicant('dog-death');
    expect(page.body).toContain('まだ申請にはなりません');
    expect(page.body).toContain('申請書を作る');
    const start = await resident.get('/ja/apply/dog-death');
    expect(start.body).toContain('印刷して窓口に持ってきます');
  });

  it('becomes an application when it is brought, and no online one', async () => {
    const sent = await sentCase(site, 'dog-death');
    const { applications, indicators } = site.services.stores;
    expect(await applications.find(sent.applicationId)).toMatchObject({
      status: 'prepared',
      channel: 'paper',
      receivedAt: null,
    });
    const done = await sent.resident.get(`/ja/apply/dog-death/done/${sent.applicationId}`);
    expect(done.body).toContain('まだ申請は終わっていません');
    expect(done.body).toContain('receipt__number');
    const status = await sent.resident.get(sent.status);
    expect(status.body).toContain('申請書を印刷して、窓口に持ってきてください。');
    expect(status.body).toContain(`${sent.status}/withdraw`);
    await sent.staff('brought');
    expect(await applications.find(sent.applicationId)).toMatchObject({ status: 'received' });
    const counts = await indicators.counts('2026-11-01', '2026-11-30');
    const own = counts.filter(({ procedureId }) => procedureId === 'dog-death');
    expect(new Set(own.map(({ channel }) => channel))).toEqual(new Set(['paper']));
  });

  it('can be taken back before it is brought', async () => {
    const sent = await sentCase(site, 'dog-death');
    const ask = await sent.resident.open(`${sent.status}/withdraw`);
    const reply = await sent.resident.post(ask.path, ask.hidden);
    expect(reply.statusCode).toBe(303);
    await expect(sent.staff('brought')).rejects.toMatchObject({ code: 'transition_not_allowed' });
  });
});
