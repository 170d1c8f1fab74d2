import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hiddenFields } from '../../support/http-resident.ts';
import { unescaped } from '../../support/injected-resident.ts';
import type { SentFile } from '../../support/multipart.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

let site: OfficeApp;
let browser: Awaited<ReturnType<OfficeApp['signIn']>>;

beforeAll(async () => {
  site = await officeApp();
  ({ browser } = await site.member({ role: 'procedure_admin' }));
}, 120_000);
afterAll(() => site.close());

const IMPORT = '/admin/inventory/import';
const HEAD = '番号,手続きの名前,担当課,国の一覧,ここの手続き,年度,窓口';

const open = async (path: string) => {
  const { body, statusCode } = await browser.get(path);
  return { status: statusCode, text: unescaped(body), hidden: hiddenFields(body) };
};
async function send(content: string | Buffer) {
  const { hidden } = await open(IMPORT);
  const file: SentFile = { name: '棚卸し.csv', type: 'text/csv', content: Buffer.from(content) };
  const reply = await browser.upload(IMPORT, { _csrf: hidden['_csrf'] ?? '' }, [file]);
  const { body } = reply;
  return { status: reply.statusCode, text: unescaped(body), hidden: hiddenFields(body) };
}

describe('棚卸し', () => {
  it('comes in from a file only after somebody has seen what it changes', async () => {
    const rows = ['M1,転出届,市民課,59-51,moving-out,2025,300', 'M2,転入届,市民課,,,2025,100'];
    const seen = await send([HEAD, ...rows].join('\n'));
    expect(seen.status).toBe(200);
    expect(seen.text).toContain('新しい手続き<strong>2件</strong>');
    expect(await site.services.stores.inventory.list()).toEqual([]);
    expect((await browser.post(`${IMPORT}/apply`, seen.hidden)).statusCode).toBe(303);
    const list = await open('/admin/inventory');
    expect(list.text).toContain('75%');
    expect(list.text).toContain('300 ÷ すべての手続きの件数 400');
    expect(list.text).toContain('計画の目標：77%（令和11年度）');
    expect(list.text).toContain('59のうち1、31のうち0、26のうち0');
    // One entry here; everything else online is not in this inventory.
    expect(list.text).toMatch(/計画の「オンラインでできる手続き」は(\d+)件です。.*棚卸しにない「/);
    const row = /M1<\/td>(.*)<\/tr>/.exec(list.text)?.[1] ?? '';
    const volumes = [
      ...row.matchAll(/<td class="number[^"]*">(?:<span[^>]*>[^<]*<\/span>)?([^<]*)/g),
    ].map(([, text]) => text);
    expect(volumes).toEqual(['0', '300', '0', '0', '0', '300']);
    expect((await open('/admin/inventory?list=59')).text).toMatch(
      /しぼった1件<\/strong>（市全体2件のうち）だけの数です：オンラインでできるもの1件、1年の件数300、/,
    );
    expect(list.text).toContain('市全体2件の数です：オンラインでできるもの1件、1年の件数400、');
    expect((await open('/admin/inventory?state=unexplained')).text).toContain(
      '理由を書いてください',
    );
    expect((await open('/admin/inventory?state=none')).text).toContain('しぼった1件');
    const none = await open('/admin/inventory?state=explained&q=転入');
    expect(none.text).toContain('この条件に合う手続きはありません');
    // Of the whole town, whatever is filtered.
    expect(none.text).toContain('300 ÷ すべての手続きの件数 400');
  });

  it('refuses what is too large or wrong, and changes nothing', async () => {
    const before = await site.services.stores.inventory.list();
    const large = await send(Buffer.alloc(10 * 1024 * 1024, 'あ'));
    expect([large.status, large.text.includes('2MBを超えています')]).toEqual([422, true]);
    const wrong = await send(`${HEAD}\nM1,<script>,市民課,61-1,,2025,x`);
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('2行目');
    expect(await site.services.stores.inventory.list()).toEqual(before);
  });

  it('is changed entry by entry, with what was typed kept where it is wrong', async () => {
    const [entry] = await site.services.stores.inventory.list();
    const path = `/admin/inventory/${entry?.id}`;
    const { hidden } = await open(path);
    const typed = { ...hidden, code: 'M1', name: '転出の届出', section: '市民課', lists: '59-51' };
    const wrong = await browser.post(path, { ...typed, '2025_counter': 'たくさん' });
    expect([wrong.statusCode, unescaped(wrong.body).includes('value="たくさん"')]).toEqual([
      422,
      true,
    ]);
    const good = { ...typed, '2025_counter': '１，３００', procedures: 'moving-out' };
    expect((await browser.post(path, good)).statusCode).toBe(303);
    const [changed] = await site.services.stores.inventory.list();
    expect(changed).toMatchObject({
      ...{ name: '転出の届出', section: 'residents', procedureIds: ['moving-out'] },
      volumes: [{ fiscalYear: 2025, channel: 'counter', count: 1300 }],
    });
    const file = await browser.get('/admin/inventory.csv?encoding=cp932');
    expect(file.headers['content-type']).toContain('shift_jis');
    const { hidden: again } = await open(path);
    await browser.post(path, { ...again, intent: 'remove' });
    expect(await site.services.stores.inventory.list()).toHaveLength(1);
  });
});

describe('a long inventory', () => {
  it('is a page of twenty at a time; the address carries page and filter', async () => {
    const names = (text: string) =>
      [...text.matchAll(/<th scope="row"><a href="[^"]+">(長[^<]*)</g)].map(([, name]) => name);
    const rows = Array.from(
      { length: 45 },
      (_, n) => `L${100 + n},長い一覧の手続き${n},${n % 2 ? '市民課' : 'こども課'},,,2025,10`,
    );
    const { hidden } = await send([HEAD, ...rows].join('\n'));
    expect((await browser.post(`${IMPORT}/apply`, hidden)).statusCode).toBe(303);
    const query = '/admin/inventory?q=長い一覧&state=none&section=residents';
    const first = await open(encodeURI(query));
    expect(names(first.text)).toHaveLength(20);
    expect(first.text).toContain('1件目から20件目まで');
    expect(first.text).toContain('しぼった22件');
    expect(first.text).toContain('1年の件数220、');
    const [, next = ''] = /rel="next" href="([^"#]+)#list"/.exec(first.text) ?? [];
    const second = await open(next);
    expect(names(second.text)).toHaveLength(2);
    expect(new Set([...names(first.text), ...names(second.text)]).size).toBe(22);
    expect(second.text).toContain('2 / 2ページ');
    expect(second.text).toMatch(/<option value="residents" selected>/);
    expect(second.text).not.toContain('rel="next"');
    // A page that there is not is the last one.
    for (const page of ['99', '0', '-1', 'x', '1e3']) {
      const shown = await open(`/admin/inventory?page=${page}`);
      expect(shown.status).toBe(200);
      expect(shown.text).toContain(page === '99' ? '3 / 3ページ' : '1 / 3ページ');
    }
  });
});

describe('計画の数字', () => {
  it('shows every indicator, and takes figures from elsewhere with where they are from', async () => {
    const list = await open('/admin/indicators');
    expect(list.text).toContain('スマートフォン教室に来た人');
    expect(list.text).toContain('6,000件（令和11年度）');
    const path = '/admin/indicators/smartphone_classes';
    const everybody = site.resident();
    expect(unescaped((await everybody.get('/ja/indicators')).body)).not.toContain('250人');
    const { hidden } = await open(path);
    const wrong = await browser.post(path, {
      ...hidden,
      fiscalYear: '2026',
      value: '-1',
      note: '',
    });
    expect(wrong.statusCode).toBe(422);
    for (const [time, value] of [
      ['12:01', '230'],
      ['12:02', '250'],
    ] as const) {
      site.clock.set(new Date(`2026-11-21T${time}:00+09:00`));
      const figure = { ...hidden, fiscalYear: '2026', value, note: '教室の記録' };
      expect((await browser.post(path, figure)).statusCode).toBe(303);
    }
    const page = await open(path);
    expect(page.text).toContain('250人');
    expect(page.text).toMatch(/230<\/td><td>教室の記録<\/td><td>見本 花子</);
    const shown = await everybody.get('/ja/indicators');
    expect(unescaped(shown.body)).toContain('250人');
  });

  it('says what counts as an application by card, and that the card is not used online yet', async () => {
    const staff = await open('/admin/indicators/applications_by_card');
    expect(staff.text).toContain('入らないもの：カードを読み取っただけの申請');
    expect(staff.text).toContain('オンラインでカードを使って本人確認をすることは、まだできません');
    const residents = unescaped((await site.resident().get('/ja/indicators')).body);
    expect(residents).toContain('オンラインでカードを使う申請は、まだできない');
  });

  it('is read by auditors, who enter nothing; what is counted can’t be entered', async () => {
    const { browser: auditor } = await site.member({ role: 'auditor' });
    expect((await open('/admin/indicators')).text).toContain('入力する');
    const list = await auditor.get('/admin/indicators');
    expect([list.statusCode, list.body.includes('入力する')]).toEqual([200, false]);
    expect((await auditor.get('/admin/inventory')).statusCode).toBe(403);
    const register = '/admin/indicators/incidents/records';
    const { hidden } = await open(register);
    const figure = { ...hidden, fiscalYear: '2026', value: '1', note: '記録' };
    const incident = { ...hidden, day: '2026-11-20', kind: 'lost', what: '名簿の写しをなくした。' };
    expect((await auditor.post(register, incident)).statusCode).toBe(403);
    expect((await auditor.get(register)).statusCode).toBe(200);
    expect((await browser.post(register, { ...incident, what: '' })).statusCode).toBe(422);
    expect((await browser.post(register, incident)).statusCode).toBe(303);
    const counts = async () =>
      /<dd class="plan-card__figure">([^<]+)/.exec(
        (await open('/admin/indicators/incidents')).text,
      )?.[1];
    expect(await counts()).toBe('1件');
    const { body } = await browser.get(register);
    const back = /action="([^"]+take-back)"/.exec(body)?.[1] ?? '';
    expect((await browser.post(back, hidden)).statusCode).toBe(303);
    expect(await counts()).toBe('0件');
    const counted = await browser.post('/admin/indicators/online_applications', figure);
    expect(counted.statusCode).toBe(404);
  });
});
