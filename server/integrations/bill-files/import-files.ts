import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportFiles, ImportJob } from '../../domain/bills/import-job.ts';
import type { KeyRing } from '../../lib/key-ring.ts';
import { createSealedFile, readSealedFile } from '../export-files/sealed-file.ts';

const JOB = /^([0-9a-f-]{36})\.job$/;

/**
 * Files of bills in `<dataDir>/bill-imports`: a sealed job for each, and its sealed content as long as
 * it is needed.
 */
export function openImportFiles(dataDir: string, ring: KeyRing): ImportFiles {
  const folder = join(dataDir, 'bill-imports');
  const jobFile = (id: string) => join(folder, `${id}.job`);
  const contentFile = (id: string) => join(folder, `${id}.csv`);
  const placeOf = (id: string, part: string) => `bill-import:${id}:${part}`;
  const ready = () => mkdir(folder, { recursive: true, mode: 0o700 });

  async function load(id: string): Promise<ImportJob | undefined> {
    if (!JOB.test(`${id}.job`)) return undefined;
    try {
      return JSON.parse(ring.open(await readFile(jobFile(id)), placeOf(id, 'job')));
    } catch {
      return undefined;
    }
  }

  async function removeContent(id: string): Promise<void> {
    await rm(contentFile(id), { force: true });
    await rm(`${contentFile(id)}.part`, { force: true });
  }

  return {
    load,
    removeContent,
    async save(job) {
      await ready();
      const sealed = ring.seal(JSON.stringify(job), placeOf(job.id, 'job'));
      await writeFile(`${jobFile(job.id)}.part`, sealed, { mode: 0o600 });
      await rename(`${jobFile(job.id)}.part`, jobFile(job.id));
    },
    async list() {
      await ready();
      const ids = (await readdir(folder)).flatMap((name) => JOB.exec(name)?.[1] ?? []);
      const jobs = await Promise.all(ids.map(load));
      return jobs.filter((job) => job !== undefined);
    },
    async keep(id, content, mostBytes) {
      await ready();
      const file = await createSealedFile(ring, contentFile(id), placeOf(id, 'content'));
      const hash = createHash('sha256');
      let length = 0;
      try {
        for await (const bytes of content) {
          length += bytes.byteLength;
          if (length > mostBytes) {
            await file.abort();
            return undefined;
          }
          hash.update(bytes);
          await file.write(bytes);
        }
        await file.end();
        return hash.digest('hex');
      } catch (error) {
        await file.abort();
        throw error;
      }
    },
    read: (id) => readSealedFile(ring, contentFile(id), placeOf(id, 'content')),
    async remove(id) {
      await removeContent(id);
      await rm(jobFile(id), { force: true });
    },
  };
}
