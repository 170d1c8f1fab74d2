import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportFiles, ExportJob, ExportPart } from '../../domain/hand-over/export-job.ts';
import type { KeyRing } from '../../lib/key-ring.ts';
import { createSealedFile, readSealedFile } from './sealed-file.ts';

const PARTS: readonly ExportPart[] = ['file', 'cases', 'missing'];
const JOB = /^([0-9a-f-]{36})\.json$/;

/** Exports in `<dataDir>/exports`: one JSON file for each job (ids only), and its sealed parts. */
export function openExportFiles(dataDir: string, ring: KeyRing): ExportFiles {
  const folder = join(dataDir, 'exports');
  const pathOf = (id: string, part: string) => join(folder, `${id}.${part}`);
  const placeOf = (id: string, part: ExportPart) => `export:${id}:${part}`;
  const ready = () => mkdir(folder, { recursive: true, mode: 0o700 });

  async function load(id: string): Promise<ExportJob | undefined> {
    if (!JOB.test(`${id}.json`)) return undefined;
    try {
      return JSON.parse(await readFile(pathOf(id, 'json'), 'utf8'));
    } catch {
      return undefined;
    }
  }

  async function removeParts(id: string): Promise<void> {
    for (const part of PARTS) {
      await rm(pathOf(id, part), { force: true });
      await rm(pathOf(id, `${part}.part`), { force: true });
    }
  }

  return {
    load,
    removeParts,
    async save(job) {
      await ready();
      const file = pathOf(job.id, 'json');
      await writeFile(`${file}.part`, JSON.stringify(job), { mode: 0o600 });
      await rename(`${file}.part`, file);
    },
    async list() {
      await ready();
      const ids = (await readdir(folder)).flatMap((name) => JOB.exec(name)?.[1] ?? []);
      const jobs = await Promise.all(ids.map(load));
      return jobs.filter((job) => job !== undefined);
    },
    async create(id, part) {
      await ready();
      return createSealedFile(ring, pathOf(id, part), placeOf(id, part));
    },
    read: (id, part) => readSealedFile(ring, pathOf(id, part), placeOf(id, part)),
    async remove(id) {
      await removeParts(id);
      await rm(pathOf(id, 'json'), { force: true });
    },
  };
}
