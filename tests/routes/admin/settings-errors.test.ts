import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hiddenFields } from '../../support/http-resident.ts';
import { type InjectedResident, unescaped } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

let site: OfficeApp;
let admin: InjectedResident;
beforeAll(async () => {
  site = await officeApp();
  admin = (await site.member({ role: 'procedure_admin' })).browser;
}, 60_000);
afterAll(() => site.close());

const url = (room: string) => `/admin/settings/${room}`;

async function refused(room: string, typed: Record<string, string>): Promise<string> {
  const { body } = await admin.get(url(room));
  const reply = await admin.post(url(room), { ...hiddenFields(body), ...typed });
  expect(reply.statusCode).toBe(422);
  return unescaped(reply.body);
}

/** The inputs that say of themselves what is wrong, in the order of the page. */
function told(page: string): readonly string[] {
  const invalid = [...page.matchAll(/<(?:input|textarea)[^>]*aria-invalid="true"[^>]*>/g)];
  return invalid.map(([input]) => {
    const id = / id="([^"]+)"/.exec(input)?.[1] ?? '';
    const described = / aria-describedby="([^" ]+)/.exec(input)?.[1] ?? '';
    expect(described).toBe(`${id}-error`);
    const text = new RegExp(`id="${described}">([^<]+)<`).exec(page)?.[1];
    expect(page).toContain(`<a href="#${id}">${text}</a>`);
    return `${id}: ${text}`;
  });
}

describe('what is wrong in a form of the settings stands at its input and in the summary', () => {
  it('branding', async () => {
    const page = await refused('branding', { colour: '#ffee00', name_ja: '' });
    expect(told(page)).toEqual([
      expect.stringMatching(/^colour: この色は薄すぎて/),
      expect.stringMatching(/^name_ja: 町の名前を日本語で/),
    ]);
    const { body } = await admin.get(url('branding'));
    const gif = { name: 'mark.gif', type: 'image/gif', content: Buffer.from('GIF89a') };
    const logo = await admin.upload(`${url('branding')}/logo`, hiddenFields(body), [gif]);
    expect(told(unescaped(logo.body))).toEqual([expect.stringMatching(/^logo: PNGの画像/)]);
  });

  it('sections, also a new one', async () => {
    const typed = { phone: '', name_ja: '', place_ja: '' };
    for (const room of ['sections/child', 'sections/new']) {
      expect(told(await refused(room, typed))).toEqual([
        expect.stringMatching(/^phone: 電話番号を/),
        expect.stringMatching(/^name_ja: 課の名前を/),
        expect.stringMatching(/^place_ja: 課の場所を/),
      ]);
    }
    const twin = { phone: '00-0000-0099', name_ja: 'こども課', place_ja: '2階' };
    expect(told(await refused('sections/new', twin))).toEqual([
      'name_ja: 同じ名前の課が、もうあります。',
    ]);
  });

  it('holidays', async () => {
    expect(told(await refused('holidays', { day: '2027-02-30', name_ja: '' }))).toEqual([
      expect.stringMatching(/^day: 休日の日を/),
      expect.stringMatching(/^name_ja: 休日の名前を/),
    ]);
  });

  it('notices', async () => {
    const typed = { from: '2027-02-03', to: '2027-02-01', text_ja: '' };
    expect(told(await refused('notices', typed))).toEqual([
      expect.stringMatching(/^to: 終わりの日は/),
      expect.stringMatching(/^text_ja: お知らせの文を/),
    ]);
  });
});
