import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyApp } from '../../support/apply-app.ts';

const PAGE = '/ja/apply/care-certification/kind';
const HIDDEN = /name="(_csrf|draft|revision)" value="([^"]*)"/g;

let site: Awaited<ReturnType<typeof applyApp>>;

beforeAll(async () => {
  site = await applyApp();
});
afterAll(() => site.close());

function tokensOf(body: string): Record<string, string> {
  return Object.fromEntries([...body.matchAll(HIDDEN)].map(([, name, value]) => [name, value]));
}

const withoutTokens = (body: string) => body.replace(HIDDEN, 'name="$1"');

describe('an empty form page, shared between residents', () => {
  it('is the same for all but for its tokens, and each has their own', async () => {
    const first = await site.applicant('care-certification', 'kind');
    const second = await site.applicant('care-certification', 'kind');
    const pages = [
      await first.resident.get(PAGE),
      await second.resident.get(PAGE),
      await first.resident.get(PAGE),
    ].map(({ body }) => body);
    expect(new Set(pages.map(withoutTokens)).size).toBe(1);
    const [a, b, again] = pages.map(tokensOf);
    expect(a?.['draft']).toBe(again?.['draft']);
    expect(b?.['draft']).not.toBe(a?.['draft']);
    expect(b?.['_csrf']).not.toBe(a?.['_csrf']);
    expect(pages[1]).not.toContain(a?.['_csrf']);
    expect(pages.join()).not.toMatch(/[\uE000-\uF8FF]/);
  });

  it('is the page that is rendered for one person alone', async () => {
    const { resident } = await site.applicant('care-certification', 'kind');
    const shared = (await resident.get(PAGE)).body;
    // A query is never shared, so this one is rendered from the ground up.
    const alone = (await resident.get(`${PAGE}?`)).body.replaceAll(`${PAGE}?`, PAGE);
    expect(withoutTokens(alone)).toBe(withoutTokens(shared));
  });

  it('shows what a person has typed to nobody else', async () => {
    const { resident } = await site.applicant('care-certification', 'doctor');
    const mine = await resident.get('/ja/apply/care-certification/insured');
    expect(mine.body).toContain('value="タカヨシ"');
    const other = await site.applicant('care-certification', 'insured');
    const theirs = await other.resident.get('/ja/apply/care-certification/insured');
    expect(theirs.body).not.toContain('タカヨシ');
  });

  it('shares the complaints of a form that was sent empty, and nothing of one that was not', async () => {
    const send = async (typed: Record<string, string>) => {
      const { resident } = await site.applicant('care-certification', 'kind');
      const hidden = tokensOf((await resident.get(PAGE)).body);
      return resident.post(PAGE, { ...hidden, intent: 'next', ...typed });
    };
    const empty = [await send({}), await send({})];
    expect(empty.map(({ statusCode }) => statusCode)).toEqual([422, 422]);
    expect(empty[0]?.body).toContain('error-summary');
    expect(new Set(empty.map(({ body }) => withoutTokens(body))).size).toBe(1);
    const { resident } = await site.applicant('care-certification', 'kind');
    expect((await resident.get(PAGE)).body).not.toContain('error-summary');
    const half = await send({ request_kind: 'renewal' });
    expect(half.body).not.toBe(empty[0]?.body);
  });

  it('follows text size and language', async () => {
    const { resident } = await site.applicant('care-certification', 'kind');
    const ja = (await resident.get(PAGE)).body;
    const en = (await resident.get(PAGE.replace('/ja/', '/en/'))).body;
    expect(en).toContain('lang="en"');
    expect(ja).toContain('lang="ja"');
    const { _csrf, draft, revision } = tokensOf(ja);
    await resident.post(PAGE, { _csrf, draft, revision, intent: 'text_size:largest' });
    expect((await resident.get(PAGE)).body).toContain('text-largest');
  });
});
