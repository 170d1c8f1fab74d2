import { describe, expect, it, vi } from 'vitest';
import { useTwoSites } from '../../support/two-sites.ts';

const { site, beside, there: onTheOther } = useTwoSites();

async function atCheck(id: string) {
  const form = await site().applicant(id);
  const sent = { ...form.hidden, intent: 'submit' };
  return { ...form, sent, there: onTheOther(form.resident) };
}

const done = /^\/ja\/apply\/[\w-]+\/done\//;
const CARE = 'care-certification';
const HALL = 'facility-booking';

describe('a form that is sent right after it was read', () => {
  it('is not looked up again', async () => {
    const { resident, path, sent } = await atCheck(CARE);
    const find = vi.spyOn(site().services.stores.drafts, 'find');
    const reply = await resident.post(path, sent);
    expect([reply.statusCode, find.mock.calls.length]).toEqual([303, 0]);
    expect(reply.headers.location).toMatch(done);
    find.mockRestore();
  });

  it.each([CARE, HALL])(
    'goes to the same place however often and wherever it is sent: %s',
    async (id) => {
      const { resident, path, sent, there } = await atCheck(id);
      // The other process has read it, too.
      expect((await there.get(path)).statusCode).toBe(200);
      const first = await resident.post(path, sent);
      const again = await resident.post(path, sent);
      const elsewhere = await there.post(path, sent);
      expect(first.statusCode).toBe(303);
      for (const reply of [again, elsewhere]) {
        expect([reply.statusCode, reply.headers.location]).toEqual([303, first.headers.location]);
      }
    },
  );

  it('was left in another process: the code is asked for', async () => {
    const { resident, path, sent, hidden, there } = await atCheck(CARE);
    const cookies = { ...resident.cookies };
    expect((await there.post(path, { ...hidden, intent: 'leave' })).statusCode).toBeLessThan(400);
    resident.cookies = cookies;
    const reply = await resident.post(path, sent);
    expect([reply.statusCode, reply.headers.location]).toEqual([303, '/ja/resume']);
  });

  it('was changed in another process: what is sent is shown first', async () => {
    const { resident, path, sent, hidden } = await atCheck(CARE);
    const { stores, clock } = beside().services;
    const [draftId = ''] = (hidden['draft'] ?? '').split('.');
    const draft = await stores.drafts.find(draftId);
    if (draft === undefined) throw new Error('The form names no draft.');
    await stores.drafts.save({ ...draft, now: clock.now() });
    const reply = await resident.post(path, sent);
    expect(reply.statusCode).toBe(409);
    expect(await stores.applications.find(draftId)).toBeUndefined();
  });

  it.each([
    ['not ours', { _csrf: 'AAAAAAAA-forged' }],
    ['without a token', { _csrf: '' }],
  ])('is %s: nothing is sent, and it is shown again', async (_what, wrong) => {
    const { resident, path, sent, hidden } = await atCheck(CARE);
    const reply = await resident.post(path, { ...sent, ...wrong });
    expect(reply.statusCode).toBe(403);
    const [draftId = ''] = (hidden['draft'] ?? '').split('.');
    expect(await site().services.stores.applications.find(draftId)).toBeUndefined();
  });

  it('was sent before the procedure was paused: it goes to its confirmation', async () => {
    const { resident, path, sent } = await atCheck(CARE);
    const first = await resident.post(path, sent);
    const paused = { reason: { ja: '調整中' }, since: site().clock.now(), until: null };
    const pause = vi.spyOn(site().services.live, 'pauseOf').mockReturnValue(paused as never);
    const again = await resident.post(path, sent);
    pause.mockRestore();
    expect(again.statusCode).toBe(303);
    expect(again.headers.location).toBe(first.headers.location);
  });
});
