import { describe, expect, it } from 'vitest';
import { createKeyRing, SealBroken } from '../../server/lib/key-ring.ts';
import {
  accessCodeHash,
  accessCodeMac,
  hashSecret,
  sameDigest,
} from '../../server/lib/secret-hash.ts';
import { newKey } from './each-database.ts';

const old = newKey('2025');
const young = newKey('2026');

describe('the key ring', () => {
  it('opens what it sealed, and never seals the same twice', () => {
    const ring = createKeyRing([old]);
    const sealed = ring.seal('𠮷田 花子', 'drafts.answers:1');
    expect(ring.open(sealed, 'drafts.answers:1')).toBe('𠮷田 花子');
    expect(ring.seal('𠮷田 花子', 'drafts.answers:1').equals(sealed)).toBe(false);
    expect(ring.open(ring.seal('', 'a'), 'a')).toBe('');
  });

  it('takes no nonce twice', () => {
    const ring = createKeyRing([old]);
    const nonces = Array.from({ length: 2000 }, () => ring.seal('', 'a').toString('hex', 6, 18));
    expect(new Set(nonces).size).toBe(2000);
  });

  it('does not open a value in another place', () => {
    const ring = createKeyRing([old]);
    const sealed = ring.seal('address of somebody', 'applications.answers:1');
    expect(() => ring.open(sealed, 'applications.answers:2')).toThrow(SealBroken);
  });

  it('notices every changed byte', () => {
    const ring = createKeyRing([old]);
    const sealed = ring.seal('secret', 'a');
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => ring.open(changed, 'a'), `byte ${at}`).toThrow(SealBroken);
    }
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => ring.open(sealed.subarray(0, length), 'a')).toThrow(SealBroken);
    }
  });

  it('seals with the newest key and opens with the one that sealed', () => {
    const before = createKeyRing([old]).seal('text', 'a');
    const ring = createKeyRing([young, old]);
    expect(ring.open(before, 'a')).toBe('text');
    const after = ring.seal('text', 'a');
    expect(createKeyRing([young]).open(after, 'a')).toBe('text');
    expect(() => createKeyRing([young]).open(before, 'a')).toThrow(/not on the ring/);
  });

  it('refuses keys that are none', () => {
    expect(() => createKeyRing([])).toThrow(/empty/);
    expect(() => createKeyRing([{ id: 'a', key: Buffer.alloc(16) }])).toThrow(/32 bytes/);
    expect(() => createKeyRing([old, { ...young, id: old.id }])).toThrow(/same id/);
  });
});

describe('hashes of secrets', () => {
  it('read a code as people write it', () => {
    const ring = createKeyRing([old]);
    const { keyId, mac } = accessCodeHash(ring, '2611-1', '7K3M-Q9TD-X210');
    expect(accessCodeMac(ring, keyId, '2611-1', '７k3m q9td x2lo')).toBe(mac);
    expect(accessCodeMac(ring, keyId, '2611-2', '7K3M-Q9TD-X210')).not.toBe(mac);
    expect(
      accessCodeMac(createKeyRing([young]), keyId, '2611-1', '7K3M-Q9TD-X210'),
    ).toBeUndefined();
  });

  it('compare digests', () => {
    expect(hashSecret('a')).toMatch(/^ca978112ca1bbdcaf/);
    expect(sameDigest(hashSecret('a'), hashSecret('a'))).toBe(true);
    expect(sameDigest(hashSecret('a'), hashSecret('b'))).toBe(false);
    expect(sameDigest('', hashSecret('b'))).toBe(false);
  });
});
