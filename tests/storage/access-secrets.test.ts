import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { applicationOfLink, normaliseAccessCode } from '../../server/lib/access-code.ts';
import { createKeyRing, SealBroken } from '../../server/lib/key-ring.ts';
import { drawAccess, openAccess } from '../../server/storage/access-secrets.ts';
import { newKey } from './each-database.ts';

const keys = [newKey('a'), newKey('b')];
const ring = createKeyRing(keys);

describe('code and link of an application', () => {
  it('come out of what is stored, again and again', () => {
    const id = randomUUID();
    const { code, link, column } = drawAccess(ring, id);
    expect(openAccess(ring, id, column)).toEqual({ code, link });
    expect(normaliseAccessCode(code)).toBe(code);
    expect(applicationOfLink(link)).toBe(id);
    expect(openAccess(createKeyRing([newKey('new'), ...keys]), id, column)).toEqual({ code, link });
  });

  it('differ from time to time, also for the same case', () => {
    const id = randomUUID();
    const drawn = Array.from({ length: 500 }, () => drawAccess(ring, id));
    expect(new Set(drawn.map(({ code }) => code)).size).toBe(500);
    expect(new Set(drawn.map(({ link }) => link.slice(-21))).size).toBe(500);
  });

  it('are in what is stored neither as they are nor without the key', () => {
    const id = randomUUID();
    const { code, link, column } = drawAccess(ring, id);
    const stored = [column.toString('latin1'), column.toString('base64url')].join();
    expect(stored).not.toContain(code);
    expect(stored).not.toContain(link.slice(-20));
    const another = createKeyRing([newKey('a')]);
    expect(openAccess(another, id, column)).not.toEqual({ code, link });
    expect(() => openAccess(createKeyRing([newKey('c')]), id, column)).toThrow(SealBroken);
  });

  it('are others where the stored bytes are copied to another case', () => {
    const [id, other] = [randomUUID(), randomUUID()];
    const { code, link, column } = drawAccess(ring, id);
    const copied = openAccess(ring, other, column);
    expect(copied.code).not.toBe(code);
    expect(copied.link.slice(-20)).not.toBe(link.slice(-20));
  });

  it('that were sealed by an older version open', () => {
    const id = randomUUID();
    const older = { code: 'ABCD-EFGH-JKMN', link: 'x'.repeat(43) };
    const column = ring.seal(JSON.stringify(older), `applications.secrets:${id}`);
    expect(openAccess(ring, id, column)).toEqual(older);
  });
});
