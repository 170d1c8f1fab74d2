import { inflateRawSync } from 'node:zlib';
import type { Finding } from '../procedures/procedure.ts';
import { MOST_BYTES_OF_A_FILE, MOST_BYTES_OF_ALL_FILES, refusal } from './source-limits.ts';

export interface ArchivedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const ENTRY_LENGTH = 46;
const STORED = 0;
const DEFLATED = 8;
/** A definition and its languages, and what the computers of the senders put beside them. */
const MOST_ENTRIES = 60;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

export function isArchive(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/** What the archive says it has (APPNOTE.TXT 4.3.12 and 4.3.16); undefined where it is none. */
function entriesOf(zip: Buffer): readonly Entry[] | undefined {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 22 > zip.length || zip.readUInt32LE(end) !== END) return undefined;
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  const entries: Entry[] = [];
  for (let index = 0; index < Math.min(count, MOST_ENTRIES + 1); index++) {
    if (at + ENTRY_LENGTH > zip.length || zip.readUInt32LE(at) !== ENTRY) return undefined;
    const nameEnd = at + ENTRY_LENGTH + zip.readUInt16LE(at + 28);
    entries.push({
      name: zip.toString('utf8', at + ENTRY_LENGTH, nameEnd),
      method: zip.readUInt16LE(at + 10),
      isEncrypted: (zip.readUInt16LE(at + 8) & 1) === 1,
      packed: zip.readUInt32LE(at + 20),
      size: zip.readUInt32LE(at + 24),
      offset: zip.readUInt32LE(at + 42),
    });
    at = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

/** @throws when it holds more than it says, or is damaged */
function contentOf(zip: Buffer, { offset, packed, size, method }: Entry): Uint8Array {
  const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
  const bytes = zip.subarray(start, start + packed);
  if (method === STORED) return bytes;
  // Stops as soon as it unfolds into more than that, whatever the archive claims.
  return inflateRawSync(bytes, {
    maxOutputLength: Math.max(1, Math.min(size, MOST_BYTES_OF_A_FILE)),
  });
}

/** Beside the files on a Mac, and a version's own copy of the phrases. */
const PASSED_OVER = /(^|\/)(__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|phrasebook\.json$)|\/$/;

function problemOf(
  entries: readonly Entry[] | undefined,
): readonly [code: string, message: string, mend: string] | undefined {
  const again = 'もう一度 zip にまとめてから、入れてください。';
  if (!entries) return ['archive', 'zip が壊れています。', again];
  if (entries.length > MOST_ENTRIES) {
    return [
      'too_large',
      `zip の中のファイルが多すぎます（${MOST_ENTRIES}個までです）。`,
      '手続き1つのファイルだけをまとめてください。',
    ];
  }
  for (const { name, isEncrypted, method, size } of entries) {
    const shown = `zip の中の「${name.slice(0, 80)}」`;
    if (/^\/|^[A-Za-z]:|\\|(^|\/)\.\.(\/|$)|\0/.test(name)) {
      return [
        'archive',
        `${shown}は、名前に使えない文字があります。`,
        'ファイルだけを選んで、まとめ直してください。',
      ];
    }
    if (isEncrypted)
      return [
        'archive',
        `${shown}に、パスワードがかかっています。`,
        'パスワードを付けずに、まとめ直してください。',
      ];
    if (method !== STORED && method !== DEFLATED)
      return ['archive', `${shown}を、開けません。`, again];
    if (size > MOST_BYTES_OF_A_FILE)
      return [
        'too_large',
        `${shown}が大きすぎます。`,
        `1つ ${MOST_BYTES_OF_A_FILE / 1024}KBまでです。`,
      ];
  }
  const whole = entries.reduce((sum, { size }) => sum + size, 0);
  return whole > MOST_BYTES_OF_ALL_FILES
    ? [
        'too_large',
        'zip の中のファイルが、全部で大きすぎます。',
        '手続き1つのファイルだけをまとめてください。',
      ]
    : undefined;
}

/** The files of a zip, names without their folder; what is too large or strange is not unfolded at all. */
export function readArchive(file: string, bytes: Uint8Array): readonly ArchivedFile[] | Finding {
  const zip = Buffer.from(bytes);
  const entries = entriesOf(zip);
  const problem = problemOf(entries);
  if (problem || !entries) return refusal(file, 1, ...(problem ?? ['archive', '', '']));
  try {
    return entries
      .filter(({ name }) => !PASSED_OVER.test(name))
      .map((entry) => ({ name: entry.name.replace(/^.*\//, ''), bytes: contentOf(zip, entry) }));
  } catch {
    const message = 'zip の中のファイルが壊れているか、書いてある大きさより大きくなります。';
    return refusal(file, 1, 'archive', message, 'もう一度 zip にまとめてから、入れてください。');
  }
}
