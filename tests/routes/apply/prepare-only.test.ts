import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { undoStep } from '../../../server/domain/cases/undo-step.ts';
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
  town.edit('water-service/definition.yaml', (text) =>
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

  it('owes what is paid at the counter from the moment at which it is brought', async () => {
    const sent = await sentCase(site, 'water-service');
    const { charges, applications } = site.services.stores;
    const owed = () => charges.listByApplication(sent.applicationId);
    expect(await owed()).toEqual([]);
    await sent.staff('brought');
    expect(await owed()).toMatchObject([{ kind: 'counter', state: 'open', yen: 4400 }]);
    expect(await applications.find(sent.applicationId)).toMatchObject({ feeYen: 4400 });
    // Brought by mistake: nothing is owed again.
    const events = await applications.events(sent.applicationId);
    const procedure = site.services.library.procedures.get('water-service');
    const last = events.at(-1)!;
    const undoing = {
      applicationId: sent.applicationId,
      seq: last.seq,
      by: last.actor as 'staff:x',
    };
    await undoStep(site.services.stores, site.clock, { procedure: procedure!, ...undoing });
    expect(await owed()).toMatchObject([{ state: 'cancelled' }]);
    expect(await applications.find(sent.applicationId)).toMatchObject({ feeYen: 0 });
  });

  it('can be taken back before it is brought', async () => {
    const sent = await sentCase(site, 'dog-death');
    const ask = await sent.resident.open(`${sent.status}/withdraw`);
    const reply = await sent.resident.post(ask.path, ask.hidden);
    expect(reply.statusCode).toBe(303);
    await expect(sent.staff('brought')).rejects.toMatchObject({ code: 'transition_not_allowed' });
  });
});
