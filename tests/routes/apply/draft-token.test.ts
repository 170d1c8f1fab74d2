import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplyApp, applyApp } from '../../support/apply-app.ts';
import { hiddenFields } from '../../support/http-resident.ts';

let site: ApplyApp;
beforeAll(async () => {
  site = await applyApp();
});
afterAll(() => site.close());

const at = (until = 'insured') => site.applicant('care-certification', until);
const FAMILY = /name="insured_name\.family"[^>]*value="([^"]*)"/;
const familyIn = (body: string) => FAMILY.exec(body)?.[1];

describe('a form with a token that is not its own', () => {
  it.each([
    ['missing', {}],
    ['forged', { _csrf: 'AAAAAAAA-forged' }],
    ['of another browser', 'foreign'],
    ['sent twice', { _csrf: ['a', 'b'] }],
  ])('%s: 403 with what was typed; the next press goes on', async (_, change) => {
    const { resident, path, hidden, wishes } = await at();
    const { _csrf: _own, ...rest } = hidden;
    const foreign = async () => {
      const start = await site.resident().open('/ja/apply/care-certification');
      return { _csrf: start.hidden['_csrf'] };
    };
    const wrong = typeof change === 'string' ? await foreign() : change;
    const before = site.everything();
    const refused = await resident.post(path, { ...rest, ...wishes, ...wrong, intent: 'next' });
    expect(refused.statusCode).toBe(403);
    expect(familyIn(refused.body)).toBe('髙𠮷');
    expect(refused.body).toMatch(/role="status"/);
    expect({ ...site.everything(), drafts: '' }).toEqual({ ...before, drafts: '' });

    const again = { ...hiddenFields(refused.body), ...wishes, intent: 'next' };
    expect((await resident.post(path, again)).statusCode).toBe(303);
  });

  it.each(['', 'x', `${'a'.repeat(36)}.${'b'.repeat(43)}`])(
    'forged draft token "%s": nothing happens',
    async (draft) => {
      const { resident, path, hidden, wishes } = await at();
      const before = site.everything();
      const reply = await resident.post(path, { ...hidden, ...wishes, draft, intent: 'next' });
      expect(reply.statusCode).toBe(403);
      expect(reply.body).toContain('<h1');
      expect(site.everything()).toEqual(before);
    },
  );

  it('a draft token of another procedure fits nowhere else', async () => {
    const { resident, hidden } = await at();
    const other = await resident.post('/ja/apply/child-allowance/eligibility', hidden);
    expect(other.statusCode).toBe(404);
  });
});

describe('a form that comes from elsewhere', () => {
  it.each<Record<string, string>>([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'not an origin' },
  ])('%o is refused even with the right tokens', async (headers) => {
    const { resident, path, hidden, wishes } = await at();
    const before = site.everything();
    const body = { ...hidden, ...wishes, intent: 'next' };
    expect((await resident.post(path, body, headers)).statusCode).toBe(403);
    const stranger = site.resident();
    expect((await stranger.post(path, body, headers)).statusCode).toBe(403);
    expect(site.everything()).toEqual(before);
  });

  it('over https no other scheme or host counts as ours', async () => {
    const secure = await applyApp({ env: { PUBLIC_URL: 'https://mihon.example' } });
    const resident = secure.resident();
    const host = 'mihon.example';
    const send = (origin: string) =>
      resident.post('/ja/display', { text_size: 'large' }, { origin, host });
    expect((await send('https://mihon.example')).statusCode).toBe(303);
    expect((await send('http://mihon.example')).statusCode).toBe(403);
    expect(
      (
        await resident.post(
          '/ja/display',
          {},
          { origin: 'https://other.example', host: 'other.example' },
        )
      ).statusCode,
    ).toBe(403);
    await secure.close();
  });
});

describe('an ended session', () => {
  it('in the middle of a form: kept, explained, the next press goes on, nothing is lost', async () => {
    const { resident, path, hidden, wishes } = await at();
    resident.cookies = {};
    const refused = await resident.post(path, { ...hidden, ...wishes, intent: 'next' });
    expect(refused.statusCode).toBe(403);
    expect(familyIn(refused.body)).toBe('髙𠮷');
    const again = { ...hiddenFields(refused.body), ...wishes, intent: 'next' };
    const next = await resident.follow(await resident.post(path, again), path);
    expect(next.page.statusCode).toBe(200);
    expect(next.path).not.toBe(path);
    expect(familyIn((await resident.get(path)).body)).toBe('髙𠮷');
  });

  it('what the browser keeps when the page is left is kept without a session, too', async () => {
    const { resident, path, hidden, wishes } = await at();
    resident.cookies = {};
    const kept = await resident.post(path, { ...hidden, ...wishes, intent: 'keep' });
    expect(kept.statusCode).toBe(204);
    expect(familyIn((await resident.get(path)).body)).toBe('髙𠮷');
  });

  it('at the last step: 403 first, then one application', async () => {
    const { resident, path, hidden } = await at('check');
    resident.cookies = {};
    const refused = await resident.post(path, { ...hidden, intent: 'submit' });
    expect(refused.statusCode).toBe(403);
    const sent = await resident.post(path, { ...hiddenFields(refused.body), intent: 'submit' });
    expect(sent.headers.location).toMatch(/\/done\//);
    expect((await resident.get(String(sent.headers.location))).statusCode).toBe(200);
  });
});

describe('after "save and leave"', () => {
  it('a form that is still open somewhere is worth nothing', async () => {
    const { resident, path, hidden, wishes } = await at();
    const left = await resident.post(path, { ...hidden, ...wishes, intent: 'leave' });
    expect(left.statusCode).toBe(200);
    expect(left.headers['clear-site-data']).toBe('"cache", "storage"');
    const before = site.everything();
    for (const intent of ['next', 'keep', 'language:en', 'text_size:large', 'leave']) {
      const reply = await resident.post(path, { ...hidden, ...wishes, intent });
      expect([intent, reply.headers.location]).toEqual([intent, '/ja/resume']);
    }
    expect(site.everything()).toEqual(before);
    const page = await resident.get(path);
    expect(page.headers.location).toBe('/ja/apply/care-certification');
  });

  it('"leave this phone" also cuts the forms that are open in other tabs', async () => {
    const { resident, path, hidden, wishes } = await at();
    const _csrf = hidden['_csrf'];
    expect((await resident.post('/ja/leave', { _csrf })).statusCode).toBe(303);
    const stranger = await resident.post(path, { ...hidden, ...wishes, intent: 'next' });
    expect(stranger.headers.location).toBe('/ja/resume');
  });
});
