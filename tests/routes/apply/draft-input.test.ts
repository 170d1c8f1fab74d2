import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplyApp, applyApp } from '../../support/apply-app.ts';
import { encodeForm } from '../../support/http-resident.ts';
import { unescaped } from '../../support/injected-resident.ts';

let site: ApplyApp;
beforeAll(async () => {
  site = await applyApp();
});
afterAll(() => site.close());

const at = (until = 'insured') => site.applicant('care-certification', until);
const value = (body: string, name: string) =>
  unescaped(
    new RegExp(`name="${name.replace('.', '\\.')}"[^>]*value="([^"]*)"`).exec(body)?.[1] ?? '',
  );
const FAMILY = 'insured_name.family';

async function draftOf(hidden: Readonly<Record<string, string>>) {
  const draft = await site.services.stores.drafts.find(hidden['draft']?.split('.')[0] ?? '');
  if (draft === undefined) throw new Error('the draft is gone');
  return draft;
}

describe('what is sent beside the questions of a page', () => {
  it('is not saved: other pages’ answers, hidden questions, the inside of objects', async () => {
    const { resident, path, hidden, wishes } = await at();
    const sent = await resident.post(path, {
      ...hidden,
      ...wishes,
      intent: 'next',
      kind: 'change',
      id: 'x',
      sessionHash: 'x',
      version: 'x',
      status: 'received',
      fee_yen: '0',
      __proto__x: '1',
      'insured_name.admin': 'x',
      'insured_name.__proto__': 'x',
    });
    expect(sent.statusCode).toBe(303);
    const { answers, version } = await draftOf(hidden);
    expect(answers['kind']).not.toBe('change');
    expect(version).not.toBe('x');
    for (const key of ['id', 'sessionHash', 'version', 'status', 'fee_yen', '__proto__x']) {
      expect(Object.hasOwn(answers, key)).toBe(false);
    }
    expect(Object.keys(answers['insured_name'] as object).sort()).toEqual([
      'family',
      'family_kana',
      'given',
      'given_kana',
    ]);
  });

  it('`__proto__` and `constructor` in bodies and addresses change nothing', async () => {
    const { resident, path, hidden, wishes } = await at();
    const evil =
      '__proto__=x&__proto__[polluted]=x&constructor=x&constructor.prototype.polluted=x&toString=x&hasOwnProperty=x';
    const payload = `${encodeForm({ ...hidden, ...wishes, intent: 'next' })}&${evil}`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await resident.send('POST', path, { payload, headers })).statusCode).toBe(303);
    expect((await resident.get(`${path}?${evil}`)).statusCode).toBe(200);
    const kept = `${encodeForm({ ...hidden, ...wishes, intent: 'language:en' })}&${evil}`;
    expect((await resident.send('POST', path, { payload: kept, headers })).statusCode).toBe(303);
    expect((await resident.get(path)).statusCode).toBe(200);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each(['intent', 'draft', '_csrf', 'revision', 'shown', 'from', FAMILY, 'insured_birth.year'])(
    'the input %s sent several times never breaks a page',
    async (name) => {
      const { resident, path, hidden, wishes } = await at();
      const body = { ...hidden, ...wishes, intent: 'next', [name]: ['a', 'b', ''] };
      expect((await resident.post(path, body)).statusCode).toBeLessThan(500);
    },
  );

  it.each([
    'postcode:__proto__',
    'postcode:',
    'search:x',
    'language:xx',
    'language:__proto__',
    'text_size:x',
    'nonsense',
    'next:x',
    ':',
  ])('the button "%s" never breaks a page', async (intent) => {
    const { resident, path, hidden, wishes } = await at();
    expect((await resident.post(path, { ...hidden, ...wishes, intent })).statusCode).toBeLessThan(
      500,
    );
  });

  it.each([
    'month=9999-12',
    'month=0000-01',
    'month=2026-13',
    'day=9999-12-31',
    'day=0001-01-01',
    'day=x&day=y',
    'month=a&month=b',
    'day=2026-02-31',
    'month=275760-09',
    'from=check&from=x',
  ])('the calendar at ?%s is a page', async (query) => {
    const { resident, path } = await site.applicant('facility-booking', 'slot');
    expect((await resident.get(`${path}?${query}`)).statusCode).toBe(200);
    const resource = await resident.get(`/ja/bookings/arena?${query}`);
    expect(resource.statusCode).toBe(200);
  });
});

describe('what is typed', () => {
  it.each([
    ['外字', '髙𠮷﨑邉󠄂'],
    ['emoji', '花👩‍👩‍👧‍👦'],
    ['markup', '<b>"\'&amp;</b>'],
    ['definition marks', '{漢字|かんじ} {{name}} %{x} <%= 1 %>'],
  ])('%s is shown again as typed', async (_, text) => {
    const { resident, path, hidden, wishes } = await at();
    const typed = { ...hidden, ...wishes, [FAMILY]: text, 'insured_name.family_kana': '' };
    const reply = await resident.post(path, { ...typed, intent: 'next' });
    expect(reply.statusCode).toBe(422);
    expect(value(reply.body, FAMILY)).toBe(text);
    const switched = await resident.post(path, { ...typed, intent: 'language:en' });
    const other = await resident.get(String(switched.headers.location));
    expect(value(other.body, FAMILY)).toBe(text);
  });

  it('外字 in a name is saved and shown as typed', async () => {
    const { resident, path, hidden, wishes } = await at();
    const sent = await resident.post(path, {
      ...hidden,
      ...wishes,
      [FAMILY]: '髙𠮷﨑',
      intent: 'next',
    });
    expect(sent.statusCode).toBe(303);
    expect(value((await resident.get(path)).body, FAMILY)).toBe('髙𠮷﨑');
  });

  it.each([
    ['NUL bytes', 'a\u0000b'],
    ['control characters', 'a\r\nb\u001b[31m\u202e'],
    ['200,000 letters', 'あ'.repeat(20_000)],
    ['many spaces', `${' '.repeat(100_000)}x`],
    ['many digits', '1'.repeat(200_000)],
  ])('%s in every input: an answer, quickly', async (_, text) => {
    const { resident, path, hidden, wishes } = await at();
    const fields = Object.keys(wishes).slice(0, text.length > 50_000 ? 1 : 3);
    for (const name of text.length > 1000 ? fields : Object.keys(wishes)) {
      const started = performance.now();
      const reply = await resident.post(path, {
        ...hidden,
        ...wishes,
        [name]: text,
        intent: 'next',
      });
      expect([name, reply.statusCode < 500]).toEqual([name, true]);
      expect(performance.now() - started).toBeLessThan(1500);
    }
  });

  it('a lone surrogate or broken UTF-8 does not break a page', async () => {
    const { resident, path, hidden, wishes } = await at();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const broken of ['%ED%A0%80', '%FF%FE', '%', '%zz', '%00']) {
      const { [FAMILY]: _, ...rest } = wishes;
      const payload = `${encodeForm({ ...hidden, ...rest, intent: 'next' })}&${FAMILY}=${broken}`;
      const reply = await resident.send('POST', path, { payload, headers });
      expect([broken, reply.statusCode < 500]).toEqual([broken, true]);
      await resident.send('POST', path, {
        payload: payload.replace('intent=next', 'intent=keep'),
        headers,
      });
      expect((await resident.get(path)).statusCode).toBe(200);
    }
  });
});

describe('switching in the middle of a form', () => {
  it('keeps invalid input in another language and text size, and the reader’s language', async () => {
    const { resident, path, hidden, wishes } = await at();
    const typed = {
      ...hidden,
      ...wishes,
      'insured_birth.year': '十年',
      'insured_birth.month': '13',
    };
    const en = await resident.post(path, { ...typed, intent: 'language:en' });
    expect(en.headers.location).toBe(path.replace('/ja/', '/en/'));
    const page = await resident.open(String(en.headers.location));
    expect(page.page.body).toContain('<html lang="en"');
    expect(value(page.page.body, 'insured_birth.year')).toBe('十年');
    expect((await draftOf(hidden)).locale).toBe('en');
    const large = await resident.post(page.path, {
      ...typed,
      ...page.hidden,
      intent: 'text_size:largest',
    });
    expect(large.headers.location).toBe(page.path);
    expect(value((await resident.get(page.path)).body, 'insured_birth.month')).toBe('13');
  });

  it('keeps a row of a repeat that is not finished', async () => {
    const { resident } = await site.applicant('child-allowance');
    const row = await resident.open('/ja/apply/child-allowance/children/2');
    const typed = {
      ...row.hidden,
      'name.family': '途中',
      'birth.year': 'x',
      intent: 'language:ja-easy',
    };
    const reply = await resident.post(row.path, typed);
    expect(reply.headers.location).toBe('/ja-easy/apply/child-allowance/children/2');
    const shown = await resident.get(String(reply.headers.location));
    expect([value(shown.body, 'name.family'), value(shown.body, 'birth.year')]).toEqual([
      '途中',
      'x',
    ]);
    const neighbour = await resident.get('/ja-easy/apply/child-allowance/children/1');
    expect(value(neighbour.body, 'name.family')).not.toBe('途中');
  });

  it('keeps quantities, also wrong ones, and the search of the item picker', async () => {
    const { resident, path, hidden, wishes, procedure } = await site.applicant(
      'bulky-waste',
      'items',
    );
    const field = procedure.pages.find((page) => page.id === 'items')?.fields[0]?.id ?? '';
    const item = Object.keys(wishes).find((name) => name.startsWith(`${field}.quantity.`)) ?? '';
    const typed = { ...hidden, ...wishes, [item]: 'たくさん', [`${field}.q`]: 'ソファ' };
    const reply = await resident.post(path, { ...typed, intent: 'language:en' });
    const shown = (await resident.get(String(reply.headers.location))).body;
    expect(value(shown, item)).toBe('たくさん');
    expect(value(shown, `${field}.q`)).toBe('ソファ');
  });

  it('keeps the chosen day and time of the slot picker', async () => {
    const { resident, path, hidden, wishes } = await site.applicant('facility-booking', 'slot');
    const reply = await resident.post(path, { ...hidden, ...wishes, intent: 'language:en' });
    const shown = (await resident.get(String(reply.headers.location))).body;
    const day = Object.keys(wishes).find((name) => name.endsWith('.day')) ?? '';
    expect(value(shown, day)).toBe(wishes[day]);
    expect(shown).toMatch(/name="[^"]*\.slots"[^>]* checked/);
  });
});

describe('looking something up', () => {
  it('fills in the address of a postcode and keeps the rest', async () => {
    const { resident, path, hidden, wishes } = await site.applicant('child-allowance', 'claimant');
    const { 'applicant_address.city': _, 'applicant_address.town': __, ...rest } = wishes;
    const typed = {
      ...hidden,
      ...rest,
      'applicant_name.family': '残',
      'applicant_address.postcode': '９９９-０００１',
    };
    const reply = await resident.post(path, { ...typed, intent: 'postcode:applicant_address' });
    expect(reply.statusCode).toBe(200);
    expect(value(reply.body, 'applicant_address.city')).toBe('見本市');
    expect(value(reply.body, 'applicant_name.family')).toBe('残');
    const unknown = { ...typed, 'applicant_address.postcode': '0000000' };
    const none = await resident.post(path, { ...unknown, intent: 'postcode:applicant_address' });
    expect([none.statusCode, value(none.body, 'applicant_address.postcode')]).toEqual([
      200,
      '0000000',
    ]);
  });

  it('Enter in the item search looks for it; the same words again go on', async () => {
    const { resident, path, hidden, wishes, procedure } = await site.applicant(
      'bulky-waste',
      'items',
    );
    const field = procedure.pages.find((page) => page.id === 'items')?.fields[0]?.id ?? '';
    const typed = { ...hidden, ...wishes, [`${field}.q`]: 'ソファ', intent: 'next' };
    const found = await resident.post(path, typed);
    expect(found.statusCode).toBe(200);
    expect(value(found.body, `${field}.searched`)).toBe('ソファ');
    const kept = Object.entries(wishes).filter(([name]) => name.includes('.quantity.'));
    for (const [name, quantity] of kept) expect(value(found.body, name)).toBe(quantity);
    const searched = { ...typed, [`${field}.searched`]: 'ソファ' };
    expect((await resident.post(path, { ...searched, [`${field}.q`]: 'いす' })).statusCode).toBe(
      200,
    );
    expect((await resident.post(path, searched)).statusCode).toBe(303);
  });
});
