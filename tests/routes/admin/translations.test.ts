import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hiddenFields } from '../../support/http-resident.ts';
import { unescaped } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

interface Asked {
  readonly authorization: string | undefined;
  readonly target: string;
  readonly texts: readonly { readonly id: string; readonly text: string }[];
}

let site: OfficeApp;
let admin: Awaited<ReturnType<OfficeApp['member']>>;
let machine: Server;
let version: string;
const asked: Asked[] = [];
let answers = true;

/** A machine that shouts; it speaks the contract of docs/admin.ja.md. */
function standIn(): Server {
  return createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => {
      const { target, texts } = JSON.parse(body) as Asked;
      asked.push({ authorization: request.headers.authorization, target, texts });
      const translations = texts.map(({ id, text }) => ({
        id,
        text: `Machine: ${text.length} {n}`.replace(' {n}', ''),
      }));
      response.statusCode = answers ? 200 : 500;
      response.end(JSON.stringify(answers ? { translations } : { secret: 'nothing for a log' }));
    });
  });
}

beforeAll(async () => {
  machine = standIn();
  await new Promise<void>((done) => machine.listen(0, '127.0.0.1', done));
  const { port } = machine.address() as AddressInfo;
  site = await officeApp({ env: { TRANSLATE_URL: `http://:a-token@127.0.0.1:${port}/v1` } });
  admin = await site.member({ role: 'procedure_admin' });
  const page = await admin.browser.get('/admin/procedures/dog-registration');
  const begun = await admin.browser.post(
    '/admin/procedures/dog-registration/versions',
    hiddenFields(page.body),
  );
  version = /versions\/([\w-]+)/.exec(String(begun.headers.location))?.[1] ?? '';
});
afterAll(async () => {
  await site.close();
  machine.close();
});

const at = (rest = '') => `/admin/versions/${version}/translations${rest}`;

async function open(url: string) {
  const reply = await admin.browser.get(url);
  return {
    status: reply.statusCode,
    text: unescaped(reply.body),
    csrf: { _csrf: hiddenFields(reply.body)._csrf ?? '' },
  };
}

async function save(fields: Record<string, string>, headers: Record<string, string> = {}) {
  const { csrf } = await open(at('/en?show=all'));
  return admin.browser.post(at('/en?show=all'), { ...csrf, intent: 'save', ...fields }, headers);
}

describe('translations side by side', () => {
  it('are saved a row at a time, and wrong ones come back with what was typed', async () => {
    expect((await open(at())).text).toContain('ベトナム語');
    const saved = await save({ key: 'summary', text: 'Register your dog.' });
    expect([saved.statusCode, saved.headers.location]).toEqual([
      303,
      `${at('/en')}?said=saved&show=all#summary`,
    ]);
    expect((await open(at('/en?show=all'))).text).toContain('Register your dog.');
    const wrong = await save({ key: 'summary', text: 'Register {your} dog' });
    expect(wrong.statusCode).toBe(422);
    expect(unescaped(wrong.body)).toContain('Register {your} dog</textarea>');
    expect(unescaped(wrong.body)).toContain('「{your}」は、日本語の文にありません');
    const json = await save({ key: 'summary', text: '{' }, { accept: 'application/json' });
    expect([json.statusCode, json.json().problems[0].code]).toEqual([422, 'wrong_marks']);
    expect((await save({ key: 'no.such', text: 'a' })).statusCode).toBe(404);
    expect((await admin.browser.get(at('/xx'))).statusCode).toBe(404);
  });

  it('keep that somebody has looked until the text changes or it is taken back', async () => {
    const row = { key: 'summary', text: 'Register your dog.' };
    const rowText = async () =>
      (await open(at('/en?show=all'))).text.split('id="summary"')[1]?.split('</form>')[0] ?? '';
    await save({ ...row, intent: 'confirm' });
    await save(row);
    expect(await rowText()).toContain('>確認ずみ<');
    expect((await save({ ...row, intent: 'unconfirm' })).headers.location).toContain('unconfirmed');
    expect(await rowText()).toContain('>人の訳<');
    await save({ ...row, intent: 'confirm' });
    await save({ ...row, text: 'Register a dog.' });
    expect(await rowText()).toContain('>人の訳<');
    const outline = await open(`/admin/versions/${version}`);
    await admin.browser.post(`/admin/versions/${version}/undo`, outline.csrf);
    const undone = await rowText();
    expect([undone.includes('Register your dog.'), undone.includes('>確認ずみ<')]).toEqual([
      true,
      true,
    ]);
  });

  it('go to the check by language, and every finding leads back', async () => {
    await save({ key: 'summary', text: '' });
    const { text } = await open(`/admin/versions/${version}/check`);
    expect(text).toContain('まだ公開できません');
    expect(text).toContain('英語の訳が、1か所ありません');
    const [, href = ''] = /href="([^"]+)">直す：英語の訳/.exec(text) ?? [];
    expect(href).toBe(`${at('/en')}?show=missing&key=summary`);
    expect((await open(href)).text).toMatch(/<textarea[^>]* id="summary-text"[^>]* autofocus>/);
    await save({ key: 'summary', proposal: 'Register a dog that you have started to keep.' });
    const after = await open(`/admin/versions/${version}/check`);
    expect(after.text).toContain('公開できます');
  });

  it('leave as a file and come back; with a wrong row nothing is taken unless that is wished', async () => {
    const file = await admin.browser.get(at('/vi.csv'));
    expect(file.headers['content-disposition']).toBe(
      'attachment; filename="dog-registration.vi.csv"',
    );
    const lines = file.body
      .split('\r\n')
      .map((line) =>
        line.startsWith('title,') ? line.replace(/^(title,[^,]+),[^,]+/, '$1,Chó') : line,
      );
    const send = async (content: string, more: Record<string, string> = {}) => {
      const { csrf } = await open(at('/vi'));
      return admin.browser.upload(at('/vi/import'), { ...csrf, ...more }, [
        { name: 'vi.csv', content: Buffer.from(content) },
      ]);
    };
    const withStranger = `${lines.join('\r\n')}nobody,文,Text\r\n`;
    const refused = await send(withStranger);
    expect(refused.statusCode).toBe(422);
    expect(unescaped(refused.body)).toContain('「nobody」は、この手続きにありません');
    expect((await send(withStranger, { skip: 'yes' })).statusCode).toBe(303);
    expect((await open(at('/vi?show=all'))).text).toContain('>Chó</textarea>');
    const xliff = await admin.browser.get(at('/vi.xlf'));
    expect(xliff.body).toContain('<target state="translated">Chó</target>');
  });

  it('may come from a machine: only texts go there, and they are marked until somebody has looked', async () => {
    await save({ key: 'title', text: '' });
    const { csrf, text } = await open(at('/en'));
    expect(text).toContain('訳がない1か所を機械で訳す');
    expect((await admin.browser.post(at('/en/machine'), csrf)).statusCode).toBe(303);
    expect(asked).toEqual([
      {
        authorization: 'Bearer a-token',
        target: 'en',
        texts: [{ id: '0', text: '犬の登録の申請' }],
      },
    ]);
    expect((await open(`/admin/versions/${version}/check`)).text).toContain(
      '機械が訳したままの文が1か所',
    );
    await admin.browser.post(at('/en'), {
      ...csrf,
      key: 'title',
      text: 'Machine: 7',
      intent: 'confirm',
    });
    expect((await open(`/admin/versions/${version}/check`)).text).not.toContain('機械が訳したまま');
    expect((await admin.browser.post(at('/ja-easy/machine'), csrf)).statusCode).toBe(404);
    answers = false;
    await save({ key: 'title', text: '' });
    const failed = await admin.browser.post(at('/en/machine'), csrf);
    expect([
      failed.statusCode,
      unescaped(failed.body).includes('訳は何も変わっていません'),
    ]).toEqual([502, true]);
  });

  it('are read by who reviews, and changed by who makes procedures', async () => {
    const reader = await site.member({ role: 'section_manager', section: 'environment' });
    const page = await reader.browser.get(at('/en'));
    expect([page.statusCode, page.body.includes('<textarea')]).toEqual([200, false]);
    const tried = await reader.browser.post(at('/en'), {
      ...hiddenFields(page.body),
      key: 'title',
      text: 'x',
    });
    expect(tried.statusCode).toBe(403);
  });
});
