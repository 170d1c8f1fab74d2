import { afterAll, beforeAll, expect, it } from 'vitest';
import { hiddenFields } from '../../support/http-resident.ts';
import { type InjectedResident, unescaped } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

const TOGETHER = '/admin/settings/phrases/together';
const KEY = 'page_applying_person';
const LANGUAGES = ['ja', 'ja-easy', 'en', 'zh-Hans', 'ko', 'pt-BR', 'vi', 'fil'];

let site: OfficeApp;
let admin: InjectedResident;
beforeAll(async () => {
  site = await officeApp();
  admin = (await site.member({ role: 'procedure_admin' })).browser;
}, 60_000);
afterAll(() => site.close());

async function change(language: string, text: string) {
  const url = `/admin/settings/phrases?language=${language}&q=${KEY}`;
  const { body } = await admin.get(url);
  return admin.post(url, { ...hiddenFields(body), key: KEY, proposal: '', text });
}
const published = async () => (await site.services.stores.townFiles.published()).length;
const phraseIn = (language: string) =>
  site.services.library.town.phrasebook?.phrases.get(language as 'ja')?.[KEY];
const textIn = (language: string) =>
  language === 'ja-easy' ? '{出|だ}す {人|ひと}' : `A person (${language})`;

it('publishes what was changed in eight languages with one press, each file in the log', async () => {
  const { municipality } = site.services.library;
  expect([...municipality.languages].sort()).toEqual([...LANGUAGES].sort());
  for (const language of LANGUAGES) {
    expect((await change(language, textIn(language))).statusCode).toBe(303);
  }
  const { body } = await admin.get(TOGETHER);
  expect(body).toContain('まとめて公開する（8の');
  expect(unescaped(body)).toContain('A person (vi)');
  const list = await admin.get('/admin/settings/phrases');
  expect(list.body).toContain(`href="${TOGETHER}"`);
  expect(await published()).toBe(0);
  const sent = await admin.post(TOGETHER, hiddenFields(body));
  expect(sent.statusCode).toBe(303);
  expect((await admin.get(String(sent.headers.location))).body).toContain('公開しました。');
  expect(LANGUAGES.map(phraseIn)).toEqual(LANGUAGES.map(textIn));
  const { entries } = await site.services.stores.audit.page({}, null, 20);
  const own = entries.filter(({ action }) => action === 'town_file.published');
  expect(own.map(({ subject }) => subject).sort()).toEqual(
    LANGUAGES.map((language) => `phrases/town.${language}.yaml`).sort(),
  );
  expect((await admin.get(TOGETHER)).body).toContain('公開を待っている変更はありません');
}, 60_000);

it('publishes nothing when one language fails, and says which file', async () => {
  await change('en', 'Your name');
  const file = '/admin/settings/file?path=phrases%2Ftown.ko.yaml';
  const before = await admin.get(file);
  await admin.post(file, { ...hiddenFields(before.body), text: 'page_applying_person: [' });
  const { body } = await admin.get(TOGETHER);
  expect(body).toContain('このままでは公開できません');
  expect(unescaped(body)).toContain(`${file}">phrases/town.ko.yaml</a> 1行目：`);
  expect(body).not.toContain('name="mark"');
  const forced = await admin.post(TOGETHER, { ...hiddenFields(before.body), mark: 'x' });
  expect(forced.statusCode).toBe(422);
  expect(phraseIn('en')).toBe(textIn('en'));
  const withdraw = file.replace('/file?', '/file/withdraw?');
  await admin.post(withdraw, hiddenFields((await admin.get(file)).body));
}, 60_000);

it('publishes only what was read: a change that came meanwhile is looked at first', async () => {
  await change('vi', 'Ten');
  const seen = await admin.get(TOGETHER);
  await change('vi', 'Ten khac');
  const late = await admin.post(TOGETHER, hiddenFields(seen.body));
  expect(late.statusCode).toBe(422);
  expect(late.body).toContain('何も公開していません');
  expect(phraseIn('vi')).toBe(textIn('vi'));
  const now = await admin.get(TOGETHER);
  expect((await admin.post(TOGETHER, hiddenFields(now.body))).statusCode).toBe(303);
  expect([phraseIn('vi'), phraseIn('en')]).toEqual(['Ten khac', 'Your name']);
}, 60_000);

it('is for those who may change settings', async () => {
  const clerk = (await site.member({ role: 'counter' })).browser;
  expect((await clerk.get(TOGETHER)).statusCode).toBe(403);
});
