import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplyApp, applyApp } from '../../support/apply-app.ts';
import { hiddenFields } from '../../support/http-resident.ts';
import { SMALL_PDF, SMALL_PNG } from '../../support/multipart.ts';

const HEIC = readFileSync(join(import.meta.dirname, '../../integrations/attachments/photo.heic'));
const LIST = '/ja/apply/care-equipment/attachments';
const RECEIPT = `${LIST}/receipt`;
const PLAN = `${LIST}/plan`;
const CHECK = '/ja/apply/care-equipment/check';

let site: ApplyApp;
beforeAll(async () => {
  site = await applyApp();
});
afterAll(() => site.close());

/** Somebody who has answered everything and stands before the documents. */
async function atDocuments(locale = 'ja') {
  const { resident } = await site.applicant('care-equipment', 'attachments', locale);
  const fields = async (path = RECEIPT) => hiddenFields((await resident.get(path)).body);
  const upload = async (files = [SMALL_PNG], path = RECEIPT) =>
    resident.upload(path, await fields(path), files);
  const next = async () => resident.post(LIST, { ...(await fields(LIST)), intent: 'next' });
  const rows = async () => {
    const [draft] = await site.services.stores.drafts.listBySession(
      resident.cookies['madoguchi'] ? await sessionOf(resident.cookies['madoguchi']) : '',
      site.clock.now(),
    );
    return draft ? site.services.stores.attachments.listFor(draft.id) : [];
  };
  return { resident, fields, upload, next, rows };
}

async function sessionOf(secret: string): Promise<string> {
  const { hash } = await import('node:crypto');
  return hash('sha256', secret, 'hex');
}

const onDisk = () => readdirSync(join(site.dataDir, 'attachments'));
const filesOf = (body: string) =>
  [...body.matchAll(new RegExp(`href="(${RECEIPT}/[0-9a-f-]{36})"`, 'g'))].map(
    ([, href]) => href as string,
  );

describe('the documents of a form', () => {
  it('come after the last page, each with how far it is, and can be put off', async () => {
    const { resident, fields, next } = await atDocuments();
    const { body } = await resident.get(LIST);
    expect(body).toContain('領収書');
    expect(body).toMatch(/tag--attention">まだ</);
    expect(body).toContain('まだ（あとで出せます）');
    const later = await resident.post(PLAN, { ...(await fields(PLAN)), intent: 'later' });
    expect(later.headers.location).toBe(LIST);
    expect((await resident.get(LIST)).body).toMatch(/tag--muted">あとで出す</);
    // Still so in another language.
    expect((await resident.get(LIST.replace('/ja/', '/en/'))).body).toMatch(/tag--muted">Later</);
    const refused = await next();
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain(`<a href="${RECEIPT}">`);
    expect(refused.body).not.toContain(`<li><a href="${PLAN}">`);
    expect((await resident.get(CHECK)).headers.location).toBe(LIST);
  });

  it('are taken, shown to their owner alone, and removed', async () => {
    const { resident, fields, upload, next } = await atDocuments();
    const sent = await upload([SMALL_PNG, SMALL_PDF]);
    expect(sent.statusCode).toBe(303);
    expect(sent.headers.location).toBe(`${RECEIPT}?added=2`);
    const { body } = await resident.get(String(sent.headers.location));
    expect(body).toContain('2件 受け取りました');
    expect(body).toContain('領収書の写真.png');
    const [picture = '', document = ''] = filesOf(body);
    const shown = await resident.get(picture);
    expect(shown.headers).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'content-disposition': expect.stringMatching(/^inline; filename\*=UTF-8''%E9/),
    });
    const saved = await resident.get(document);
    expect(saved.body).toBe(String(Buffer.from(SMALL_PDF.content)));
    expect(saved.headers['content-disposition']).toMatch(/^attachment/);

    const other = await atDocuments();
    expect((await other.resident.get(picture)).statusCode).toBe(404);
    const theirs = await other.fields();
    expect((await other.resident.post(`${picture}/remove`, theirs)).statusCode).toBe(303);
    expect((await resident.get(picture)).statusCode).toBe(200);
    expect((await site.resident().get(picture)).statusCode).toBe(404);

    expect((await next()).headers.location).toBe(CHECK);
    expect((await next()).headers.location).toBe(CHECK);
    const { formCounter, stores } = site.services;
    await formCounter.flush();
    const counted = await stores.formCounts.read('care-equipment', '2026-11', '2026-11');
    const told = counted.filter(({ key, slice }) => /^(attachments|check)/.test(key) && !slice);
    expect(told.map(({ measure, key, count }) => `${measure} ${key} ${count}`).sort()).toEqual([
      'field_refused attachments/receipt/missing 1',
      'page_passed attachments 1',
      'page_reached attachments 3',
      'page_reached check 1',
      'page_refused attachments 1',
    ]);
    const asked = await resident.get(`${picture}/remove`);
    expect(asked.body).toContain('領収書の写真.png');
    const gone = await resident.post(`${picture}/remove`, hiddenFields(asked.body));
    expect(gone.headers.location).toBe(RECEIPT);
    expect((await resident.get(picture)).statusCode).toBe(404);
    expect(onDisk()).not.toContain(picture.split('/').at(-1));
    // Pressed once more.
    expect((await resident.post(`${picture}/remove`, hiddenFields(asked.body))).statusCode).toBe(
      303,
    );
    expect((await resident.get(`${picture}/remove`)).headers.location).toBe(RECEIPT);
    expect(filesOf((await resident.get(RECEIPT)).body)).toHaveLength(1);
    expect(await fields()).toHaveProperty('draft');
  });

  it.each([
    ['nothing chosen', [{ name: '', content: Buffer.alloc(0) }], 'を選んでから'],
    ['an empty file', [{ name: 'a.jpg', content: Buffer.alloc(0) }], '中身がありません'],
    ['a program', [{ name: 'a.jpg', content: Buffer.from('MZ no picture') }], '開けません'],
    ['a cut picture', [{ name: 'a.png', content: SMALL_PNG.content.subarray(0, 40) }], 'こわれて'],
    [
      'a locked PDF',
      [{ name: 'a.pdf', content: Buffer.from('%PDF-1.4 /Encrypt 1 0 R\n%%EOF') }],
      'パスワード',
    ],
    [
      'something huge',
      [{ name: 'a.jpg', content: Buffer.alloc(10 * 1024 * 1024 + 1, 7) }],
      '10MBまで',
    ],
    [
      'a name that is code',
      [{ name: '<script>x</script>.exe', content: Buffer.from('x') }],
      'script&gt;.exe',
    ],
  ])('say what to do with %s, and leave nothing behind', async (_, files, words) => {
    const { upload, rows } = await atDocuments();
    const before = onDisk();
    const reply = await upload(files);
    expect(reply.statusCode).toBe(422);
    expect(reply.body).toContain(words);
    expect(reply.body).toContain('href="#file"');
    expect(await rows()).toEqual([]);
    expect(onDisk()).toEqual(before);
  });

  it('keep what is good of a choice that has something bad in it', async () => {
    const { upload, rows } = await atDocuments('en');
    const reply = await upload([SMALL_PDF, { name: 'a.doc', content: Buffer.from('x') }]);
    expect(reply.statusCode).toBe(422);
    expect(reply.body).toContain('a.doc：');
    expect((await rows()).map(({ name }) => name)).toEqual([SMALL_PDF.name]);
  });

  it('take no more than fit, and the same file once however often it is sent', async () => {
    const { upload, rows, resident, fields } = await atDocuments();
    const form = await fields();
    const twice = await Promise.all([1, 2].map(() => resident.upload(RECEIPT, form, [SMALL_PNG])));
    expect(twice.map(({ statusCode }) => statusCode)).toEqual([303, 303]);
    expect(await rows()).toHaveLength(1);
    const many = await Promise.all(
      [...'1234567'].map(async (n) => ({
        name: `${n}.png`,
        content: await sharp({
          create: { width: Number(n), height: 1, channels: 3, background: '#fff' },
        })
          .png()
          .toBuffer(),
      })),
    );
    const reply = await upload(many);
    expect(reply.statusCode).toBe(422);
    expect(reply.body).toContain('5件まで');
    expect(await rows()).toHaveLength(5);
    const crowd = Array.from({ length: 40 }, (_, n) => ({
      name: `${n}.png`,
      content: Buffer.from('x'),
    }));
    expect((await upload(crowd, PLAN)).statusCode).toBe(422);
    expect(await rows()).toHaveLength(5);
  });

  it('take what an iPhone sends', async () => {
    const { resident, upload } = await atDocuments();
    const sent = await upload([{ name: 'IMG_0001.HEIC', content: HEIC }]);
    expect(sent.statusCode).toBe(303);
    const [href = ''] = filesOf((await resident.get(RECEIPT)).body);
    const shown = await resident.get(href);
    expect(shown.headers['content-type']).toBe('image/jpeg');
    expect(shown.headers['content-disposition']).toContain('IMG_0001.jpg');
    expect((await sharp(shown.rawPayload).metadata()).width).toBe(96);
  });

  it('do not open to a form that we did not make, or to one from elsewhere', async () => {
    const { resident, fields, rows } = await atDocuments();
    const form = await fields();
    const before = onDisk();
    const forged = [
      await resident.upload(RECEIPT, { ...form, draft: 'x'.repeat(60) }, [SMALL_PNG]),
      await resident.upload(RECEIPT, {}, [SMALL_PNG]),
      await resident.upload(RECEIPT, form, [SMALL_PNG], {
        origin: 'https://evil.example',
        'sec-fetch-site': 'cross-site',
      }),
    ];
    for (const reply of forged) {
      expect(reply.statusCode).toBe(403);
      expect(reply.body).not.toMatch(/\bat .*\.ts:\d/);
    }
    const unknown = await resident.upload(`${LIST}/no_such`, form, [SMALL_PNG]);
    expect(unknown.statusCode).toBe(404);
    const broken = await resident.send('POST', RECEIPT, {
      payload: 'no boundary at all',
      headers: { 'content-type': 'multipart/form-data', origin: site.services.config.publicUrl },
    });
    expect(broken.statusCode).toBeLessThan(500);
    const elsewhere = await resident.upload('/ja/apply/care-equipment/check', form, [SMALL_PNG]);
    expect(elsewhere.statusCode).toBe(415);
    expect(await rows()).toEqual([]);
    expect(onDisk()).toEqual(before);
  });

  it('take the file of a form whose session has ended, and give the form back to its browser', async () => {
    const { resident, fields } = await atDocuments();
    const form = await fields();
    resident.cookies = {};
    const sent = await resident.upload(RECEIPT, form, [SMALL_PNG]);
    expect(sent.statusCode).toBe(303);
    expect(filesOf((await resident.get(RECEIPT)).body)).toHaveLength(1);
  });

  it('are sent with the application, and a tab that was left open adds and removes nothing', async () => {
    const { resident, fields, upload, next } = await atDocuments();
    await upload([SMALL_PNG]);
    await next();
    const form = await fields();
    const [href = ''] = filesOf((await resident.get(RECEIPT)).body);
    const removal = hiddenFields((await resident.get(`${href}/remove`)).body);
    const check = await resident.get(CHECK);
    expect(check.body).toContain('1件 入りました');
    expect(check.body).toContain(`href="${RECEIPT}?from=check"`);
    const done = await resident.post(CHECK, { ...hiddenFields(check.body), intent: 'submit' });
    expect(done.headers.location).toContain('/done/');
    const id = String(done.headers.location).split('/').at(-1) ?? '';
    for (const late of [
      await resident.upload(RECEIPT, form, [SMALL_PDF]),
      await resident.post(`${href}/remove`, removal),
      await resident.post(PLAN, { ...form, intent: 'later' }),
    ]) {
      expect(late.headers.location).toBe(done.headers.location);
    }
    const kept = await site.services.stores.attachments.listFor(id);
    expect(kept.map(({ name }) => name)).toEqual([SMALL_PNG.name]);
    expect((await resident.get(String(done.headers.location))).body).toContain('1件 入りました');
  });

  it('do not let an application go whose file was taken away in another tab', async () => {
    const { resident, upload, next } = await atDocuments();
    await upload([SMALL_PNG]);
    await next();
    const check = hiddenFields((await resident.get(CHECK)).body);
    const [href = ''] = filesOf((await resident.get(RECEIPT)).body);
    await resident.post(
      `${href}/remove`,
      hiddenFields((await resident.get(`${href}/remove`)).body),
    );
    const sent = await resident.post(CHECK, { ...check, intent: 'submit' });
    expect(sent.statusCode).toBe(422);
    expect(sent.body).toContain(`<a href="${RECEIPT}">`);
  });

  it('survive save and leave', async () => {
    const { resident, fields, upload } = await atDocuments();
    await upload([SMALL_PNG]);
    const saved = await resident.post(LIST, { ...(await fields(LIST)), intent: 'leave' });
    const code = /[0-9A-Z]{4}(-[0-9A-Z]{4}){2}/.exec(saved.body)?.[0] ?? '';
    const again = site.resident();
    const form = hiddenFields((await again.get('/ja/resume')).body);
    const back = await again.post('/ja/resume', { ...form, code });
    expect(back.headers.location).toBe(LIST);
    expect((await again.get(LIST)).body).toContain('1件 入りました');
  });
});
