import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttachmentFiles, Preparation } from '../../domain/attachments/attachment.ts';
import type { KeyRing } from '../../lib/key-ring.ts';
import { createPreparer } from './preparer.ts';
import { readSealed } from './sealed-file.ts';
import { spool } from './spool.ts';

const PURPOSE = 'attachments';
const AGE = Buffer.from('age-encryption.org/v1\n');
const FILE = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** Contents of attachments in `<dataDir>/attachments`, each sealed in a file of its own. */
export async function openAttachmentFiles(
  dataDir: string,
  ring: KeyRing,
  maxBytes: number,
): Promise<AttachmentFiles> {
  const folder = join(dataDir, 'attachments');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await sweepUnfinished(folder);
  const preparer = createPreparer();
  const place = (id: string): string => {
    // Ids come out of URLs: nothing else may become a path.
    if (!FILE.test(id)) throw new Error('Not an attachment id.');
    return join(folder, id);
  };

  async function receive(
    content: AsyncIterable<Uint8Array>,
    accept: 'photo' | 'document' | 'any',
    recipient?: string,
  ): Promise<Preparation> {
    const id = randomUUID();
    const spooled = await spool(content, `${place(id)}.spool`, maxBytes);
    if (spooled === undefined) return { problem: 'file_too_large' };
    try {
      if (spooled.bytes === 0) return { problem: 'file_empty' };
      const key = ring.derive(PURPOSE, ring.newest);
      if (key === undefined) throw new Error('The newest key is not on the ring.');
      const file = place(id);
      const own = { id: ring.newest, key };
      const job = { attachmentId: id, spooled, accept, file, key: recipient ?? own };
      return await preparer.prepare(job);
    } finally {
      await rm(spooled.path, { force: true });
    }
  }

  return {
    receive,
    open: (id) => readSealed(place(id), id, (keyId) => ring.derive(PURPOSE, keyId)),
    async openSealed(id) {
      const content = await readFile(place(id));
      if (!content.subarray(0, AGE.length).equals(AGE)) throw new Error('Not an age file.');
      return content;
    },
    remove: (id) => rm(place(id), { force: true }),
    async olderThan(moment) {
      const ids = (await readdir(folder)).filter((name) => FILE.test(name));
      const old = await Promise.all(
        ids.map(async (id) => {
          const found = await stat(join(folder, id)).catch(() => undefined);
          return found !== undefined && found.mtime < moment;
        }),
      );
      return ids.filter((_, index) => old[index]);
    },
    close: () => preparer.close(),
  };
}

/** What was on its way when the process ended: nobody knows its key any more. */
async function sweepUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (/\.(spool|part)$/.test(name)) await rm(join(folder, name), { force: true });
  }
}
