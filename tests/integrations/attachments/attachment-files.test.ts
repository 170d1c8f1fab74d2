import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exifr from 'exifr';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttachmentFiles } from '../../../server/domain/attachments/attachment.ts';
import { openAttachmentFiles } from '../../../server/integrations/attachment-files/attachment-files.ts';
import { createKeyRing } from '../../../server/lib/key-ring.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'attachments-'));
const folder = join(dataDir, 'attachments');
const ring = createKeyRing([{ id: 'k1', key: Buffer.alloc(32, 7) }]);
const MAX = 200_000;
const HEIC = readFileSync(join(import.meta.dirname, 'photo.heic'));

async function* chunks(content: Uint8Array, size = 1000) {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

/** Red on the left, blue on the right, lying on its side as a phone writes it. */
function photo(): Promise<Buffer> {
  const blue = sharp({ create: { width: 48, height: 64, channels: 3, background: '#2040c0' } });
  return blue
    .png()
    .toBuffer()
    .then((input) =>
      sharp({ create: { width: 96, height: 64, channels: 3, background: '#c03020' } })
        .composite([{ input, left: 48, top: 0 }])
        .withExif({
          IFD2: { DateTimeOriginal: '2026:11:03 10:20:30' },
          IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '35/1 40/1 0/1' },
        })
        .withMetadata({ orientation: 6 })
        .jpeg()
        .toBuffer(),
    );
}

const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n');

describe('files of attachments', () => {
  let files: AttachmentFiles;
  beforeAll(async () => {
    files = await openAttachmentFiles(dataDir, ring, MAX);
  });
  afterAll(() => files.close());

  async function taken(content: Uint8Array, accept: 'photo' | 'document' | 'any' = 'any') {
    const found = await files.receive(chunks(content), accept);
    if ('problem' in found) throw new Error(found.problem);
    return found.file;
  }

  it('keeps a photo upright, with its time and without its place', async () => {
    const file = await taken(await photo());
    expect(file).toMatchObject({ type: 'image/jpeg', takenAt: '2026-11-03T10:20:30' });
    const kept = await files.open(file.id);
    expect(file.bytes).toBe(kept.length);
    expect(await sharp(kept).metadata()).toMatchObject({ width: 64, height: 96 });
    expect(await exifr.parse(kept)).toBeUndefined();
  });

  it('turns HEIC into JPEG', async () => {
    const file = await taken(HEIC, 'photo');
    const kept = await files.open(file.id);
    expect(file).toMatchObject({ type: 'image/jpeg', takenAt: '2026-11-03T10:20:30' });
    const { data, info } = await sharp(kept).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([96, 64]);
    expect(data[0]).toBeGreaterThan(150);
    expect(data[(info.width - 1) * info.channels]).toBeLessThan(90);
  });

  it('keeps a PDF as it is, sealed on the disk', async () => {
    const { id } = await taken(PDF);
    expect(await files.open(id)).toEqual(PDF);
    const onDisk = readFileSync(join(folder, id));
    expect(onDisk.includes('%PDF')).toBe(false);
    onDisk[onDisk.length - 20] = (onDisk[onDisk.length - 20] as number) ^ 1;
    writeFileSync(join(folder, id), onDisk);
    await expect(files.open(id)).rejects.toThrow('changed');
  });

  it('does not open in the place of another', async () => {
    const [one, two] = [await taken(PDF), await taken(await photo())];
    writeFileSync(join(folder, one.id), readFileSync(join(folder, two.id)));
    await expect(files.open(one.id)).rejects.toThrow('changed');
  });

  it.each([
    ['file_empty', Buffer.alloc(0)],
    ['file_type_unknown', Buffer.from('<svg onload="alert(1)"/>')],
    ['file_type_unknown', Buffer.from('MZ not a picture at all')],
    ['file_unreadable', Buffer.from('%PDF-1.4 cut off in the middle')],
    ['file_has_password', Buffer.from('%PDF-1.4\ntrailer << /Encrypt 5 0 R >>\n%%EOF')],
    ['file_too_large', Buffer.alloc(MAX + 1, 65)],
    ['file_unreadable', HEIC.subarray(0, HEIC.length - 200)],
  ])('says %s and leaves nothing behind', async (problem, content) => {
    const before = readdirSync(folder).length;
    expect(await files.receive(chunks(content), 'any')).toEqual({ problem });
    expect(readdirSync(folder).length).toBe(before);
  });

  it('takes no document where a photo is asked', async () => {
    expect(await files.receive(chunks(PDF), 'photo')).toEqual({
      problem: 'file_type_not_accepted',
    });
  });

  it('refuses a picture made to fill the memory', async () => {
    const bomb = await sharp({
      create: { width: 10_000, height: 6_001, channels: 3, background: '#fff' },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(MAX);
    expect(await files.receive(chunks(bomb), 'any')).toEqual({ problem: 'file_too_many_pixels' });
  });

  it('leaves nothing of an upload that is cut', async () => {
    const before = readdirSync(folder).length;
    async function* cut() {
      yield PDF;
      throw new Error('connection lost');
    }
    await expect(files.receive(cut(), 'any')).rejects.toThrow('connection lost');
    expect(readdirSync(folder).length).toBe(before);
  });

  it('sweeps at the start what was on its way', async () => {
    writeFileSync(join(folder, 'x.spool'), 'noise');
    writeFileSync(join(folder, 'y.part'), 'noise');
    await (await openAttachmentFiles(dataDir, ring, MAX)).close();
    expect(readdirSync(folder).filter((name) => name.includes('.'))).toEqual([]);
  });

  it('makes no path of what stands in a URL', async () => {
    await expect((async () => files.open('../development-key'))()).rejects.toThrow('attachment id');
  });
});
