import { describe, expect, it, vi } from 'vitest';
import { hiddenFields } from '../../support/http-resident.ts';
import { useTwoSites } from '../../support/two-sites.ts';

const { site, there } = useTwoSites();

const CARE = 'care-certification';
const FAMILY = 'insured_name.family';
const value = (body: string, name: string) =>
  new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(body)?.[1];

async function atInsured() {
  const form = await site().applicant(CARE, 'insured');
  const wrong = { ...form.hidden, ...form.wishes, [FAMILY]: '', intent: 'next' };
  const [draftId = ''] = (form.hidden['draft'] ?? '').split('.');
  return { ...form, wrong, draftId };
}

describe('a page that comes back with errors right after it was shown', () => {
  it('asks storage nothing and keeps what was typed', async () => {
    const { resident, path, hidden, wrong, draftId } = await atInsured();
    const find = vi.spyOn(site().services.stores.drafts, 'find');
    const before = site().everything();
    const refused = await resident.post(path, { ...wrong, 'insured_name.given': '花' });
    expect([refused.statusCode, find.mock.calls.length]).toEqual([422, 0]);
    find.mockRestore();
    expect(value(refused.body, 'insured_name.given')).toBe('花');
    expect(refused.body).toMatch(/aria-invalid="true"/);
    expect(site().everything()).toEqual(before);
    expect(value((await resident.get(path)).body, 'insured_name.given')).toBe('花');
    expect((await site().services.stores.drafts.find(draftId))?.revision).toBe(
      Number(hidden['revision']),
    );
  });

  it('goes on as soon as it is mended', async () => {
    const { resident, path, wrong, wishes } = await atInsured();
    const refused = await resident.post(path, wrong);
    const mended = { ...hiddenFields(refused.body), ...wishes, intent: 'next' };
    expect((await resident.post(path, mended)).statusCode).toBe(303);
  });

  it('of two tabs keeps what was typed in both', async () => {
    const { resident, path, hidden, wishes, wrong } = await atInsured();
    const saved = await resident.post(path, { ...hidden, ...wishes, intent: 'next' });
    const next = String(saved.headers.location);
    const [first, second] = [await resident.get(path), await resident.get(next)];
    const typed = { ...wrong, ...hiddenFields(first.body), 'insured_name.given': '一' };
    expect((await resident.post(path, typed)).statusCode).toBe(422);
    const empty = { ...hiddenFields(second.body), intent: 'next' };
    expect((await resident.post(next, empty)).statusCode).toBe(422);
    for (const written of [false, true]) {
      if (written) await site().services.stores.drafts.writePending();
      expect(value((await resident.get(path)).body, 'insured_name.given')).toBe('一');
    }
  });

  it.each([
    ['forged', 'AAAAAAAA-forged'],
    ['missing', ''],
  ])('is no way around its token (%s)', async (_what, token) => {
    const { resident, path, wrong } = await atInsured();
    expect((await resident.post(path, { ...wrong, _csrf: token })).statusCode).toBe(403);
  });

  it('of a form that was sent in another tab leads to its confirmation', async () => {
    const form = await site().applicant(CARE);
    const page = `/ja/apply/${CARE}/insured`;
    const tab = hiddenFields((await form.resident.get(page)).body);
    const sent = await form.resident.post(form.path, { ...form.hidden, intent: 'submit' });
    const late = await form.resident.post(page, { ...tab, intent: 'next' });
    expect([late.statusCode, late.headers.location]).toEqual([303, sent.headers.location]);
  });

  it('and is good is saved only on what storage has: another process was faster', async () => {
    const { resident, path, hidden, wishes } = await atInsured();
    const good = { ...hidden, ...wishes, intent: 'next' };
    expect((await there(resident).post(path, { ...good, [FAMILY]: '別' })).statusCode).toBe(303);
    expect((await resident.post(path, good)).statusCode).toBe(409);
  });
});
