import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplyApp, applyApp } from '../../support/apply-app.ts';
import { hiddenFields } from '../../support/http-resident.ts';
import { fullExample, madeUpAnswers } from '../../support/made-up-answers.ts';
import { procedureOf } from '../../support/sample-town.ts';
import { wishesFor } from '../../support/walk.ts';

let site: ApplyApp;
beforeAll(async () => {
  site = await applyApp();
});
afterAll(() => site.close());

const value = (body: string, name: string) =>
  new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(body)?.[1];
const NAME = 'insured_name.family';

/** What the made-up resident answers on another page than the open one. */
function wishesOn(pageId: string) {
  const procedure = procedureOf(site.services.library, 'care-certification');
  const page = procedure.pages.find((one) => one.id === pageId)!;
  const answers = madeUpAnswers(procedure, fullExample(procedure), '2026-11-21');
  return wishesFor({ answers }, page, undefined);
}

describe('two tabs', () => {
  it('a conflict keeps both; pressing again with the new revision saves', async () => {
    const { resident, path, hidden, wishes } = await site.applicant(
      'care-certification',
      'insured',
    );
    const first = { ...hidden, ...wishes, [NAME]: '一', intent: 'next' };
    expect((await resident.post(path, first)).statusCode).toBe(303);
    const second = { ...hidden, ...wishes, [NAME]: '二', intent: 'next' };
    const conflict = await resident.post(path, second);
    expect(conflict.statusCode).toBe(409);
    expect(value(conflict.body, NAME)).toBe('二');
    expect(value((await resident.get(path)).body, NAME)).toBe('一');
    const now = { ...second, ...hiddenFields(conflict.body) };
    expect((await resident.post(path, now)).statusCode).toBe(303);
    expect(value((await resident.get(path)).body, NAME)).toBe('二');
  });

  it('that each add a row add two', async () => {
    const { resident, hidden, wishes } = await site.applicant('child-allowance', 'children');
    const list = '/ja/apply/child-allowance/children';
    const send = (path: string, family: string, tokens: Record<string, unknown>) =>
      resident.post(path, {
        ...hidden,
        ...wishes,
        ...tokens,
        'name.family': family,
        intent: 'next',
      });
    const rowNames = async () => (await resident.get(list)).body.match(/甲|乙|丙/g);
    const first = hiddenFields((await resident.get(`${list}/1`)).body);
    expect((await send(`${list}/1`, '甲', first)).statusCode).toBe(303);
    const tab = async () => hiddenFields((await resident.get(`${list}/2`)).body);
    const [one, other] = [await tab(), await tab()];
    expect((await send(`${list}/2`, '乙', one)).statusCode).toBe(303);
    const conflict = await send(`${list}/2`, '丙', other);
    expect(conflict.statusCode).toBe(409);
    const action = /id="form"[^>]*action="([^"]+)"/.exec(conflict.body)?.[1] as string;
    expect(action).toBe(`${list}/3`);
    expect((await send(action, '丙', hiddenFields(conflict.body))).statusCode).toBe(303);
    expect([...new Set(await rowNames())]).toEqual(['甲', '乙', '丙']);
  });

  it('the same page sent twice is no conflict', async () => {
    const { resident, path, hidden, wishes } = await site.applicant(
      'care-certification',
      'insured',
    );
    const body = { ...hidden, ...wishes, intent: 'next' };
    const replies = await Promise.all([resident.post(path, body), resident.post(path, body)]);
    expect(replies.map((reply) => reply.statusCode)).toEqual([303, 303]);
    expect(replies[0]?.headers.location).toBe(replies[1]?.headers.location);
  });

  it.each([[''], ['x'], ['-1'], ['1.5'], ['1e999'], ['99999999999999999999'], [['1', '2']]])(
    'revision %o is a conflict, never an error',
    async (revision) => {
      const form = await site.applicant('care-certification', 'insured');
      const body = { ...form.hidden, ...form.wishes, revision, intent: 'next' };
      expect((await form.resident.post(form.path, body)).statusCode).toBe(409);
    },
  );

  it('what an outdated tab keeps on leaving does not hide what was saved since', async () => {
    const { resident, path, hidden, wishes } = await site.applicant(
      'care-certification',
      'insured',
    );
    const typed = { ...hidden, ...wishes, [NAME]: '古' };
    await resident.post(path, { ...hidden, ...wishes, [NAME]: '新', intent: 'next' });
    expect((await resident.post(path, { ...typed, intent: 'keep' })).statusCode).toBe(204);
    expect(value((await resident.get(path)).body, NAME)).toBe('新');
  });

  it('what was kept on one page survives the saving of another', async () => {
    const { resident, path, hidden, wishes } = await site.applicant(
      'care-certification',
      'insured',
    );
    const half = { ...hidden, ...wishes, 'insured_name.given': '', [NAME]: '半' };
    expect((await resident.post(path, { ...half, intent: 'keep' })).statusCode).toBe(204);
    const earlier = await resident.open('/ja/apply/care-certification/kind');
    const other = { ...earlier.hidden, ...wishesOn('kind'), intent: 'next' };
    expect((await resident.post(earlier.path, other)).statusCode).toBe(303);
    expect(value((await resident.get(path)).body, NAME)).toBe('半');
  });
});

describe('the final POST', () => {
  it('pressed twice: one application, the same confirmation', async () => {
    const { resident, path, hidden } = await site.applicant('care-certification');
    const body = { ...hidden, intent: 'submit' };
    const replies = await Promise.all([1, 2, 3].map(() => resident.post(path, body)));
    replies.push(await resident.post(path, body));
    const places = new Set(replies.map((reply) => reply.headers.location));
    expect(places.size).toBe(1);
    expect([...places][0]).toMatch(/^\/ja\/apply\/care-certification\/done\/[\w-]{36}$/);
  });

  it('with money owed: pay page, then the same pay page', async () => {
    const { resident, path, hidden } = await site.applicant('facility-booking');
    const body = { ...hidden, intent: 'submit' };
    const replies = await Promise.all([resident.post(path, body), resident.post(path, body)]);
    replies.push(await resident.post(path, body));
    const places = new Set(replies.map((reply) => reply.headers.location));
    expect([...places]).toEqual([expect.stringMatching(/^\/ja\/pay\/[\w-]{36}$/)]);
    const charge = [...places][0]?.split('/').at(-1) ?? '';
    const found = await site.services.stores.charges.find(charge);
    const application = await site.services.stores.applications.find(found?.applicationId ?? '');
    expect(application?.status).toBe('awaiting_payment');
  });

  it('with an outdated revision: 409, nothing is sent, what stands there is shown', async () => {
    const form = await site.applicant('care-certification');
    const page = await form.resident.open('/ja/apply/care-certification/insured');
    const changed = { ...page.hidden, ...wishesOn('insured'), [NAME]: '改', intent: 'next' };
    await form.resident.post(page.path, changed);
    const before = site.everything();
    const reply = await form.resident.post(form.path, { ...form.hidden, intent: 'submit' });
    expect(reply.statusCode).toBe(409);
    expect(reply.body).toContain('改');
    expect(site.everything()).toEqual(before);
    const again = { ...hiddenFields(reply.body), intent: 'submit' };
    expect((await form.resident.post(form.path, again)).headers.location).toMatch(/\/done\//);
  });

  it('of an incomplete draft leads to the page that is missing', async () => {
    const { resident, path, hidden } = await site.applicant('care-certification', 'insured');
    const reply = await resident.post('/ja/apply/care-certification/check', {
      ...hidden,
      intent: 'submit',
    });
    expect([reply.statusCode, reply.headers.location]).toEqual([303, path]);
  });

  it('a slot taken between choice and sending: 409 with others, nothing written', async () => {
    const one = await site.applicant('facility-booking');
    const two = await site.applicant('facility-booking');
    await one.resident.post(one.path, { ...one.hidden, intent: 'submit' });
    const before = site.everything();
    const reply = await two.resident.post(two.path, { ...two.hidden, intent: 'submit' });
    expect(reply.statusCode).toBe(409);
    expect(reply.body).toMatch(/from=check&amp;month=\d{4}-\d\d&amp;day=/);
    expect(site.everything()).toEqual(before);
  });
});
