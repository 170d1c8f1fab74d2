import { afterAll, beforeAll, expect, it } from 'vitest';
import { builderOf } from '../../support/builder-drafts.ts';
import { unescaped } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

let site: OfficeApp;
let builder: ReturnType<typeof builderOf>;
let admin: Awaited<ReturnType<OfficeApp['member']>>;
beforeAll(async () => {
  site = await officeApp();
  admin = await site.member({ role: 'procedure_admin', login: 'zeimu-tanto' });
  builder = builderOf(site, admin);
});
afterAll(() => site.close());

const page = async (url: string) => unescaped((await admin.browser.get(url)).body);
const saidOn = (body: string) => /<p class="builder-status"[^>]*>([^<]*)</.exec(body)?.[1];

it.each(['三百円', '-300', '300.5', '３００円から'])(
  'refuses %s as a fee where it is typed, and keeps what was typed',
  async (yen) => {
    const { home, yaml } = await builder.draftOf('dog-registration');
    const before = await yaml();
    const answer = await builder.change(`${home}/parts/fee`, 'line-new', {
      label: '証明手数料',
      'yen.else': yen,
      yen,
    });
    expect(answer.statusCode).toBe(422);
    expect(unescaped(answer.body)).toContain('0以上の数字で入力してください。例：2000');
    expect(unescaped(answer.body)).toContain(`value="${yen}"`);
    expect(await yaml()).toBe(before);
  },
);

it('says what a button did: moved, taken away, added', async () => {
  const { home } = await builder.draftOf('dog-registration');
  const said = async (answer: { readonly headers: { readonly location?: unknown } }) =>
    saidOn(await page(String(answer.headers.location)));
  const added = await builder.change(home, 'add-page', { title: '注意' });
  const line = await builder.change(`${home}/parts/fee`, 'line-new', {
    label: '証明手数料',
    'yen.else': '300',
  });
  expect(await said(line)).toBe('加えました。');
  const key = new URL(String(added.headers.location), 'http://x').pathname.split('/').at(-1) ?? '';
  expect(await said(await builder.entry(home, key, `up:${key}`))).toBe('順番を変えました。');
  const removed = await builder.entry(home, key, `remove:${key}`);
  expect(String(removed.headers.location)).not.toContain(`#entry-${key}`);
  expect(await said(removed)).toContain('消しました。まちがえたときは「元に戻す」');
});

it('tells a number that nobody can answer', async () => {
  const { home } = await builder.draftOf('dog-registration');
  const to = await builder.change(home, 'add-page', { title: '年度' });
  const added = String(to.headers.location);
  const field = await builder.change(added, 'add', { label: '何年度ですか', type: 'number' });
  const question = String(field.headers.location);
  await builder.change(question, 'field', { min: '2030', max: '２０２０' });
  expect(await page(question)).toContain('より小さいので、だれも答えられません');
  await builder.change(question, 'field', { min: '2020', max: '2030' });
  expect(await page(question)).not.toContain('より小さい');
});
