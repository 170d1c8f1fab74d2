import exifr from 'exifr';
import { fileTypeFromBuffer } from 'file-type';
import decodeHeic from 'heic-decode';
import sharp from 'sharp';
import type { AttachmentType, FileProblem } from '../../domain/attachments/attachment.ts';

/** 60 megapixels: more than any phone's camera takes, less than what fills the memory. */
const MAX_PIXELS = 60_000_000;
/** Longest side that is kept: small print on an A4 page stays readable (about 340 dpi). */
const MAX_SIDE = 4000;
const JPEG_QUALITY = 85;

interface SafeContent {
  readonly type: AttachmentType;
  readonly content: Buffer;
  readonly takenAt: string | null;
}

export type Safe = SafeContent | { readonly problem: FileProblem };

// One image at a time is decoded here, and nothing of it is kept.
sharp.cache(false);
sharp.concurrency(1);

/** By content, never by name or by what the browser says. */
export async function makeSafe(
  content: Buffer,
  accept: 'photo' | 'document' | 'any',
): Promise<Safe> {
  const found = await fileTypeFromBuffer(content);
  switch (found?.mime) {
    case 'application/pdf':
      return accept === 'photo' ? { problem: 'file_type_not_accepted' } : safePdf(content);
    case 'image/jpeg':
    case 'image/png':
      return safeImage(content, found.mime);
    case 'image/heic':
    case 'image/heif':
      return safeHeic(content);
    default:
      return { problem: 'file_type_unknown' };
  }
}

/** A document that only its owner can open is of no use to the office. */
function safePdf(content: Buffer): Safe {
  if (!content.subarray(-2048).includes('%%EOF')) return { problem: 'file_unreadable' };
  if (content.includes('/Encrypt')) return { problem: 'file_has_password' };
  return { type: 'application/pdf', content, takenAt: null };
}

/** A file with more of these than any camera writes is not searched to its end. */
const MAX_TIFF_MARKS = 20;

/** The file itself, then every TIFF block in it: exifr does not find the one of each HEIC. */
function* exifSources(content: Buffer): Generator<Buffer> {
  yield content;
  let left = MAX_TIFF_MARKS;
  for (const mark of ['II*\0', 'MM\0*']) {
    for (let at = content.indexOf(mark, 0, 'latin1'); at >= 0 && left > 0; left -= 1) {
      yield content.subarray(at);
      at = content.indexOf(mark, at + 1, 'latin1');
    }
  }
}

/** The day matters (photos before and after works), the place must not travel along. */
async function takenAt(content: Buffer): Promise<string | null> {
  for (const source of exifSources(content)) {
    const tags = await exifr
      .parse(source, { pick: ['DateTimeOriginal'], reviveValues: false })
      .catch(() => undefined);
    const value: unknown = tags?.DateTimeOriginal;
    const parts =
      typeof value === 'string' && /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(value);
    if (parts) return `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}`;
  }
  return null;
}

/** Decoded and written anew: turned the right way up, without metadata, without anything hidden behind the picture. */
async function safeImage(content: Buffer, type: 'image/jpeg' | 'image/png'): Promise<Safe> {
  try {
    const image = sharp(content, { limitInputPixels: false, failOn: 'error' });
    const { width, height } = await image.metadata();
    if (width * height > MAX_PIXELS) return { problem: 'file_too_many_pixels' };
    const upright = image
      .autoOrient()
      .resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb');
    const written =
      type === 'image/png'
        ? await upright.png({ compressionLevel: 9 }).toBuffer()
        : await upright.jpeg({ quality: JPEG_QUALITY }).toBuffer();
    return { type, content: written, takenAt: await takenAt(content) };
  } catch {
    return { problem: 'file_unreadable' };
  }
}

/** What an iPhone takes; few office machines show it, so it becomes a JPEG. */
async function safeHeic(content: Buffer): Promise<Safe> {
  try {
    const [first] = await decodeHeic.all({ buffer: content });
    if (first === undefined) return { problem: 'file_unreadable' };
    const { width, height } = first;
    if (width * height > MAX_PIXELS) return { problem: 'file_too_many_pixels' };
    const { data } = await first.decode();
    const written = await sharp(data, { raw: { width, height, channels: 4 } })
      .flatten({ background: '#ffffff' })
      .resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: JPEG_QUALITY })
      .toBuffer();
    return { type: 'image/jpeg', content: written, takenAt: await takenAt(content) };
  } catch {
    return { problem: 'file_unreadable' };
  }
}
