import { readFileSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hiddenFields } from '../../support/http-resident.ts';
import { unescaped } from '../../support/injected-resident.ts';
import { encodeMultipart, type SentFile } from '../../support/multipart.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';
import { unzip } from '../../support/unzip.ts';

let site: OfficeApp;
let admin: Awaited<ReturnType<OfficeApp['member']>>;
const NEW = '/admin/procedures/new';

beforeAll(async () => {
  site = await officeApp();
  admin = await site.member({ role: 'procedure_admin' });
});
afterAll(() => site.close());

const text = (name: string) => readFileSync(`procedures/${name}`, 'utf8');
const file = (name: string, content: string | Uint8Array): SentFile => ({
  name,
  content: Buffer.from(content as string),
});

async function tokenOf(path: string): Promise<string> {
  return hiddenFields((await admin.browser.get(path)).body)['_csrf'] ?? '';
}

async function send(path: string, files: readonly SentFile[], fields: Record<string, string> = {}) {
  const form = { _csrf: await tokenOf(path), ...fields };
  const { payload, type } = encodeMultipart(form, files);
  const reply = await site.app.inject({
    method: 'POST',
    url: path,
    payload,
    headers: { 'content-type': type, cookie: `madoguchi=${admin.browser.cookies['madoguchi']}` },
  });
  return {
    ...reply,
    status: reply.statusCode,
    text: unescaped(reply.body),
    to: String(reply.headers.location),
  };
}

const begin = (fields: Record<string, string>) => send(NEW, [], fields);
const versionOf = (path: string) => path.split('/').at(-1) ?? '';
const filesOf = async (id: string) => (await site.services.stores.versions.find(id))?.files ?? {};

/** An archive as a program writes it, or one that lies about its size. */
function zipOf(entries: Readonly<Record<string, Buffer>>, claimed?: number): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, bytes] of Object.entries(entries)) {
    const packed = deflateRawSync(bytes);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(8, 8);
    head.writeUInt16LE(Buffer.byteLength(name), 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(crc32(bytes), 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(claimed ?? bytes.length, 24);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt32LE(offset, 42);
    parts.push(head, Buffer.from(name), packed);
    central.push(entry, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(entries).length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...central, end]);
}

describe('beginning a procedure', () => {
  it('begins from a shipped one under a new address, with its translations but for the title', async () => {
    const typed = {
      from: 'shipped',
      shipped: 'dog-registration',
      title: '猫の登録: "試し"',
      section: 'environment',
    };
    const wrong = await begin({ ...typed, id: 'dog-registration' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('もう使われています');
    expect(wrong.text).toContain('猫の登録: "試し"');
    const good = await begin({ ...typed, id: 'cat-registration' });
    expect(good.status).toBe(303);
    const files = await filesOf(versionOf(good.to));
    expect(files['definition.yaml']).toContain('id: cat-registration\n');
    expect(files['definition.yaml']).toContain('# The areas cover the whole town');
    expect(files['en.yaml']).not.toMatch(/^title:/m);
    expect(files['en.yaml']).toContain('Breed, colour of the coat');
    const page = await admin.browser.get(good.to);
    expect(page.statusCode).toBe(200);
  });

  it('begins from a blank, which lacks nothing but the translations of its title', async () => {
    const reply = await begin({
      from: 'blank',
      id: 'bicycle-parking',
      title: '駐輪場',
      section: 'environment',
    });
    const files = await filesOf(versionOf(reply.to));
    expect(Object.keys(files)).toEqual(['definition.yaml']);
    const { body } = await admin.browser.get(`${reply.to}/files/definition.yaml`);
    expect(unescaped(body)).toContain('en.yaml がありません');
    expect(body).not.toContain('unknown');
  });

  it('begins from files, one by one or in an archive, with a mark in front', async () => {
    const definition = `\uFEFF${text('dog-death/definition.yaml').replace('id: dog-death', 'id: cat-death')}`;
    const archive = zipOf({
      'x/definition.yaml': Buffer.from(definition),
      'x/en.yaml': Buffer.from(text('dog-death/en.yaml')),
      '__MACOSX/._en.yaml': Buffer.from('x'),
    });
    const reply = await send(NEW, [file('すべて.zip', archive)], { from: 'file' });
    expect(reply.status).toBe(303);
    const files = await filesOf(versionOf(reply.to));
    expect(Object.keys(files).sort()).toEqual(['definition.yaml', 'en.yaml']);
    expect(files['definition.yaml']?.startsWith('id: cat-death')).toBe(true);
  });
});

const dog = () => text('dog-registration/definition.yaml');
const BOMB = Array.from(
  { length: 9 },
  (_, at) => `a${at}: &a${at} [${Array(9).fill(at === 0 ? 'x' : `*a${at - 1}`)}]`,
).join('\n');
const definition = (content: string) => [file('definition.yaml', content)];

const BAD: readonly (readonly [string, () => readonly SentFile[], string])[] = [
  ['broken YAML', () => definition(dog().replace('title: 犬', 'title: [犬')), '行目'],
  ['CP932', () => [file('definition.yaml', iconv.encode(dog(), 'cp932'))], 'Shift_JIS'],
  [
    'UTF-16',
    () => [file('definition.yaml', iconv.encode(dog(), 'utf16le', { addBOM: true }))],
    'UTF-16',
  ],
  ['ten megabytes', () => definition(`${dog()}\n#${'x'.repeat(10 * 1024 * 1024)}`), '大きすぎます'],
  [
    'a control character',
    () => definition(dog().replace('犬の登録の申請', '犬の\u0000登録')),
    '見えない文字',
  ],
  [
    'a key that nobody reads',
    () => definition(dog().replace('minutes: 8', 'minuets: 8')),
    'minuets',
  ],
  [
    'a name of every object',
    () => definition(`${dog()}\n__proto__: { polluted: yes }`),
    '__proto__',
  ],
  ['parts that unfold', () => definition(`${BOMB}\n${dog()}`), '使い回す印'],
  [
    'an expression that loops over everything',
    () =>
      definition(
        dog().replace(
          'is_new: kind == "new"',
          'is_new: dogs.all(a, dogs.all(b, dogs.all(c, dogs.all(d, a.name == d.name))))',
        ),
      ),
    '計算が多すぎます',
  ],
  [
    'a path in an archive',
    () => [file('a.zip', zipOf({ '../../definition.yaml': Buffer.from(dog()) }))],
    '名前に使えない文字',
  ],
  [
    'an archive that unfolds',
    () => [file('a.zip', zipOf({ 'definition.yaml': Buffer.alloc(50_000_000, 32) }))],
    '大きすぎます',
  ],
  [
    'an archive that lies',
    () => [file('a.zip', zipOf({ 'definition.yaml': Buffer.alloc(50_000_000, 32) }, 100))],
    '書いてある大きさより大きく',
  ],
  ['a photo', () => [file('犬.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x41]))], '文字コード'],
];

describe('bad files', () => {
  it('are refused with place and mend, and nothing of them is kept', async () => {
    const reply = await begin({
      from: 'shipped',
      shipped: 'dog-registration',
      id: 'dog-two',
      title: '犬',
      section: 'environment',
    });
    const path = `${reply.to}/files`;
    const before = await filesOf(versionOf(reply.to));
    const good = file('en.yaml', `${before['en.yaml']}# beside it\n`);
    for (const [name, files, told] of BAD) {
      for (const [where, fields] of [
        [NEW, { from: 'file' }],
        [path, {}],
      ] as const) {
        const refused = await send(where, [good, ...files()], fields as Record<string, string>);
        expect(refused.status, name).toBe(422);
        expect(refused.text, name).toContain(told);
      }
    }
    expect(await filesOf(versionOf(reply.to))).toEqual(before);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
    expect(await site.services.stores.versions.list({ procedureId: 'dog-registration' })).toEqual(
      [],
    );
  }, 60_000);
});

describe('the files of a version', () => {
  it('come out and go in again byte for byte, and a script in a label is a text', async () => {
    const reply = await begin({
      from: 'shipped',
      shipped: 'moving-out',
      id: 'moving-on',
      title: '<script>alert(1)</script>',
      section: 'residents',
    });
    const id = versionOf(reply.to);
    const before = await filesOf(id);
    const archive = await site.app.inject({
      url: `${reply.to}/export`,
      headers: { cookie: `madoguchi=${admin.browser.cookies['madoguchi']}` },
    });
    const unpacked = await unzip(archive.rawPayload);
    expect(
      Object.fromEntries(
        [...unpacked].map(([name, bytes]) => [name.split('/')[1], bytes.toString()]),
      ),
    ).toEqual(before);
    const again = await send(`${reply.to}/files`, [file('b.zip', archive.rawPayload)]);
    expect(again.status).toBe(303);
    expect(await filesOf(id)).toEqual(before);
    for (const page of [
      reply.to,
      `${reply.to}/files`,
      `${reply.to}/files/definition.yaml`,
      '/admin/procedures',
    ]) {
      expect((await admin.browser.get(page)).body, page).not.toContain('<script>alert');
    }
  });

  it('are edited as text: what is wrong is told by its line and what was typed stays', async () => {
    const reply = await begin({
      from: 'shipped',
      shipped: 'dog-death',
      id: 'dog-gone',
      title: '犬',
      section: 'environment',
    });
    const path = `${reply.to}/files/definition.yaml`;
    const id = versionOf(reply.to);
    const before = (await filesOf(id))['definition.yaml'] ?? '';
    const save = async (typed: string, revision?: string) => {
      const { hidden } = await admin.browser.open(path);
      const answer = await admin.browser.post(path, {
        ...hidden,
        text: typed.replaceAll('\n', '\r\n'),
        ...(revision && { revision }),
      });
      return { status: answer.statusCode, text: unescaped(answer.body) };
    };
    const broken = await save(`${before}pages: []\n`);
    expect(broken.status).toBe(422);
    expect(broken.text).toContain(`${before.split('\n').length}行目`);
    expect(broken.text).toContain('pages: []');
    const stale = await save(`${before}# 後\n`, '99');
    expect([stale.status, stale.text.includes('ほかの人が先に')]).toEqual([422, true]);
    expect((await filesOf(id))['definition.yaml']).toBe(before);
    expect((await save(`${before}# 注釈\n`)).status).toBe(303);
    expect((await filesOf(id))['definition.yaml']).toBe(`${before}# 注釈\n`);
  });
});
