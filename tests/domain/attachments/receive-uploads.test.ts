import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  AddOutcome,
  AttachmentFiles,
  Preparation,
} from '../../../server/domain/attachments/attachment.ts';
import { receiveUploads, shortName } from '../../../server/domain/attachments/receive-uploads.ts';
import type { AttachmentRule } from '../../../server/domain/procedures/case-rules.ts';
import { fixedClock } from '../../../server/lib/clock.ts';

const rule: AttachmentRule = {
  key: 'photos',
  mayFollow: true,
  deliver: 'upload',
  accept: 'any',
  maxFiles: 2,
};

/** Files in memory: what is there is what was received and not removed. */
function memoryFiles(prepare: (n: number) => Preparation | Error) {
  const there = new Set<string>();
  let received = 0;
  const files = {
    receive: async () => {
      received += 1;
      const outcome = prepare(received);
      if (outcome instanceof Error) throw outcome;
      if ('file' in outcome) there.add(outcome.file.id);
      return outcome;
    },
    remove: async (id: string) => void there.delete(id),
  } as unknown as AttachmentFiles;
  return { files, there, received: () => received };
}

const good = (n: number): Preparation => ({
  file: { id: `f${n}`, type: 'image/png', bytes: 1, sha256: `${n}`, takenAt: null },
});

async function* uploads(count: number) {
  for (let n = 1; n <= count; n += 1)
    yield { name: `${n}.png`, content: (async function* () {})() };
}

function receive(
  files: AttachmentFiles,
  count: number,
  record: (n: number) => AddOutcome | Error,
  present = 0,
) {
  return receiveUploads(files, fixedClock('2026-11-21T12:00:00+09:00'), {
    ownerId: 'draft',
    rule,
    present,
    uploads: uploads(count),
    record: async (list) =>
      list.map((_, at) => {
        const outcome = record(at);
        if (outcome instanceof Error) throw outcome;
        return outcome;
      }),
  });
}

describe('files of one request', () => {
  it('keeps exactly what was written down, whatever became of each', async () => {
    const outcomes = fc.constantFrom<AddOutcome>('added', 'same', 'full', 'gone');
    await fc.assert(
      fc.asyncProperty(fc.array(outcomes, { minLength: 1, maxLength: 3 }), async (list) => {
        const { files, there } = memoryFiles(good);
        await receive(files, list.length, (at) => list[at] as AddOutcome);
        expect(there.size).toBe(list.filter((outcome) => outcome === 'added').length);
      }),
    );
  });

  it.each([
    [
      'the connection breaks off',
      () => memoryFiles((n) => (n === 2 ? new Error('cut') : good(n))),
      'added',
    ],
    ['the database refuses', () => memoryFiles(good), new Error('cut')],
  ] as const)('leaves nothing when %s', async (_, make, outcome) => {
    const { files, there } = make();
    await expect(receive(files, 2, () => outcome)).rejects.toThrow('cut');
    expect(there.size).toBe(0);
  });

  it('does not even look at more files than can fit', async () => {
    const { files, received } = memoryFiles(good);
    const said = await receive(files, 9, (at) => (at < 2 ? 'added' : 'full'));
    expect(received()).toBe(3);
    expect(said).toMatchObject({ outcome: 'received', taken: 2 });
    expect(said.refused.map(({ problem }) => problem)).toEqual(Array(7).fill('file_too_many'));
  });
});

describe('the name of a file', () => {
  it.each([
    ['C:\\写真\\家.jpg', '家.jpg'],
    ['../../etc/passwd', 'passwd'],
    ['a\u202egpj.exe\u0000', 'agpj.exe'],
    ['か\u3099.png', 'が.png'],
    [`${'長'.repeat(200)}.heic`, `${'長'.repeat(95)}.heic`],
    ['/', ''],
  ])('%j is shown as %j', (given, shown) => expect(shortName(given)).toBe(shown));

  it('is never long, never a path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const shown = shortName(name);
        return [...shown].length <= 100 && !/[/\\\p{C}]/u.test(shown);
      }),
    );
  });
});
