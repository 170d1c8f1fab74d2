import { describe, expect, it, vi } from 'vitest';
import { hiddenFields } from '../../support/http-resident.ts';
import { SMALL_PDF, SMALL_PNG } from '../../support/multipart.ts';
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

describe('documents of a form that is sent right after it was read', () => {
  const LIST = '/ja/apply/care-equipment/attachments';
  const RECEIPT = `${LIST}/receipt`;
  const CHECK = '/ja/apply/care-equipment/check';

  /** With one receipt, before the button that sends it. */
  async function withReceipt() {
    const { resident } = await site().applicant('care-equipment', 'attachments');
    const there = onTheOther(resident);
    const fields = hiddenFields((await resident.get(RECEIPT)).body);
    expect((await resident.upload(RECEIPT, fields, [SMALL_PNG])).statusCode).toBe(303);
    await resident.post(LIST, { ...hiddenFields((await resident.get(LIST)).body), intent: 'next' });
    const hidden = hiddenFields((await resident.get(CHECK)).body);
    const [draftId = ''] = (hidden['draft'] ?? '').split('.');
    const keys = async () => {
      const files = await site().services.stores.attachments.listFor(draftId);
      return files.map(({ key }) => key);
    };
    const isSent = async () =>
      (await site().services.stores.applications.find(draftId)) !== undefined;
    return { resident, there, fields, keys, isSent, sent: { ...hidden, intent: 'submit' } };
  }

  it('are not listed again', async () => {
    const { resident, sent, keys, isSent } = await withReceipt();
    const list = vi.spyOn(site().services.stores.attachments, 'listFor');
    const reply = await resident.post(CHECK, sent);
    expect([reply.statusCode, list.mock.calls.length]).toEqual([303, 0]);
    list.mockRestore();
    expect([await isSent(), await keys()]).toEqual([true, ['receipt']]);
  });

  it('that came in another process meanwhile are sent with it', async () => {
    const { resident, there, fields, sent, keys, isSent } = await withReceipt();
    expect((await there.upload(RECEIPT, fields, [SMALL_PDF])).statusCode).toBe(303);
    expect((await resident.post(CHECK, sent)).statusCode).toBe(303);
    expect([await isSent(), await keys()]).toEqual([true, ['receipt', 'receipt']]);
  });

  it('that went in another process meanwhile are asked for', async () => {
    const { resident, there, fields, sent, keys, isSent } = await withReceipt();
    const href = new RegExp(`href="(${RECEIPT}/[0-9a-f-]{36})"`);
    const file = href.exec((await there.get(RECEIPT)).body)?.[1] ?? '';
    expect((await there.post(`${file}/remove`, fields)).statusCode).toBe(303);
    const reply = await resident.post(CHECK, sent);
    expect(reply.statusCode).toBe(422);
    expect(reply.body).toContain(`href="${LIST}`);
    expect([await isSent(), await keys()]).toEqual([false, []]);
  });
});
