import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createSealedFile,
  readSealedFile,
} from '../../../server/integrations/export-files/sealed-file.ts';
import { createKeyRing, SealBroken } from '../../../server/lib/key-ring.ts';

const old = { id: 'old', key: randomBytes(32) };
const ring = createKeyRing([{ id: 'new', key: randomBytes(32) }, old]);
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'madoguchi-sealed-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const path = () => join(folder, 'one.file');

async function write(chunks: readonly Uint8Array[], by = ring) {
  const writer = await createSealedFile(by, path(), 'here');
  for (const chunk of chunks) await writer.write(chunk);
  return writer.end();
}

async function read(place = 'here'): Promise<Buffer> {
  const found: Uint8Array[] = [];
  for await (const chunk of readSealedFile(ring, path(), place)) found.push(chunk);
  return Buffer.concat(found);
}

describe('a sealed file', () => {
  it('gives back what was written, of any length, also under an older key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 3000 })), async (chunks) => {
        const whole = Buffer.concat(chunks);
        expect(await write(chunks)).toBe(whole.length);
        expect((await read()).equals(whole)).toBe(true);
      }),
      { numRuns: 30 },
    );
    const big = randomBytes(700_000);
    await write([big], createKeyRing([old]));
    expect((await read()).equals(big)).toBe(true);
  });

  it('shows nothing of its content, and is for its owner only', async () => {
    await write([Buffer.from('山田 花子')]);
    expect(readFileSync(path()).includes('花子')).toBe(false);
    expect(statSync(path()).mode & 0o077).toBe(0);
  });

  it('is refused when a byte was changed, it was cut, or it lies elsewhere', async () => {
    await write([Buffer.from('山田 花子')]);
    const whole = readFileSync(path());
    await expect(read('elsewhere')).rejects.toThrow(SealBroken);
    const changed = Buffer.from(whole);
    changed[20] = (changed[20] as number) ^ 1;
    writeFileSync(path(), changed);
    await expect(read()).rejects.toThrow(SealBroken);
    writeFileSync(path(), whole.subarray(0, whole.length - 1));
    await expect(read()).rejects.toThrow(SealBroken);
  });

  it('leaves nothing when its making was broken off', async () => {
    rmSync(path(), { force: true });
    const writer = await createSealedFile(ring, path(), 'here');
    await writer.write(Buffer.from('half'));
    await writer.abort();
    expect(() => statSync(path())).toThrow('ENOENT');
    expect(() => statSync(`${path()}.part`)).toThrow('ENOENT');
  });
});
