import { describe, expect, it } from 'vitest';
import {
  keyInFile,
  sealingKeyProblems,
  withKey,
  withKeysOf,
} from '../../../server/domain/settings/sealing-keys-in-file.ts';
import { keyFingerprint } from '../../../server/lib/key-fingerprint.ts';

const FILE = `name: { ja: 見本市 }
sections:
  # 1階
  child:
    name: { ja: こども課 }
    sealing_key: age1old
  tax:
    name: { ja: 税務課 }
`;
const swap = (from: string, to: string) => FILE.replace(from, to);

describe('keys for seals in the town’s file', () => {
  it('are read, set, added and taken away, all else letter by letter', () => {
    expect([keyInFile(FILE, 'child'), keyInFile(FILE, 'tax'), keyInFile(FILE, 'no')]).toEqual([
      'age1old',
      '',
      '',
    ]);
    expect(withKey(FILE, 'child', 'age1new')).toBe(swap('age1old', 'age1new'));
    expect(keyInFile(withKey(FILE, 'tax', 'age1tax') ?? '', 'tax')).toBe('age1tax');
    expect(keyInFile(withKey(FILE, 'child', '') ?? '', 'child')).toBe('');
    expect(withKey(FILE, 'no', 'age1x')).toBeUndefined();
    expect(withKeysOf(swap('age1old', 'age1older'), FILE)).toBe(FILE);
  });

  it('are not changed, added, taken away, nor brought in some other way of writing', () => {
    const changed = [
      swap('age1old', 'age1new'),
      swap('{ ja: 税務課 }', '{ ja: 税務課 }\n    sealing_key: age1new'),
      swap('    sealing_key: age1old\n', ''),
      swap('sealing_key: age1old', '"sealing_key": "age1new"'),
      swap('age1old', '&k age1new'),
      `${FILE}  new: { name: { ja: 新しい課 }, sealing_key: age1new }\n`,
    ];
    for (const content of changed) {
      expect(sealingKeyProblems(content, FILE), content).toMatchObject([
        { level: 'error', file: 'municipality.yaml', code: 'sealing_key_changed' },
      ]);
    }
    const [told] = sealingKeyProblems(swap('age1old', 'age1new'), FILE);
    expect(told?.line).toBe(6);
    expect(told?.message).toBe('「こども課」の封をする鍵が変わっています。');
    expect(told?.mend).toContain('「age1old」のまま');
  });

  it('stay the same while everything else changes', () => {
    expect(sealingKeyProblems(swap('税務課', '税の課'), FILE)).toEqual([]);
    expect(sealingKeyProblems(swap('age1old', "'age1old'"), FILE)).toEqual([]);
  });
});

it('has six groups of five digits to read out, other ones for another key', () => {
  expect(keyFingerprint('age1old')).toMatch(/^(\d{5} ){5}\d{5}$/);
  expect(keyFingerprint('age1old')).not.toBe(keyFingerprint('age1olc'));
});
