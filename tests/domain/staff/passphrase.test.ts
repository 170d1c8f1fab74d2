import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SAMPLE_PASSPHRASE } from '../../../server/cli/sample-staff.ts';
import { normalisePassphrase, passphraseProblem } from '../../../server/domain/staff/passphrase.ts';
import {
  fitsPassphrase,
  hashPassphrase,
  isTemporary,
  newTemporaryPassphrase,
} from '../../../server/domain/staff/passphrase-hash.ts';

const OWN = ['kodomo-tanto', '佐藤 みどり', '見本', 'Mihon'];

describe('what may become a passphrase', () => {
  it.each([
    ['short', 'tsuki 7 yubi ka', null],
    ['fourteen', 'tsuki 7 yubi k', 'passphrase_too_short'],
    ['long', 'tsukimi '.repeat(17), 'passphrase_too_long'],
    ['four strange words', 'hasami kumori tobira enogu', null],
    ['Japanese words', 'はさみ くもり とびら えのぐ いす', null],
    ['one letter', 'aaaaaaaaaaaaaaaaaaaaaa', 'passphrase_common'],
    ['a common one twice', 'passwordpassword', 'passphrase_common'],
    ['a walk over the keyboard', 'qwertyuiopasdfghjkl', 'passphrase_common'],
    ['a famous one', 'correct horse battery staple', 'passphrase_common'],
    ['our own example', 'kasa mikan tonari yozora', 'passphrase_common'],
    ['its own login', 'hasami kodomotanto enogu', 'passphrase_own_words'],
    ['half a login', 'hasami tanto kumori enogu', 'passphrase_own_words'],
    ['its own name', '佐藤のはさみとくもりととびらのいす', 'passphrase_own_words'],
    ['the town, in full width', 'ｍｉｈｏｎ kumori tobira enogu', 'passphrase_own_words'],
  ])('%s', async (_, text, problem) => {
    expect(await passphraseProblem(text, OWN)).toBe(problem);
  });

  it('the sample passphrase keeps the rule that it shows', async () => {
    expect(await passphraseProblem(SAMPLE_PASSPHRASE, OWN)).toBeNull();
  });

  it('is the same in every width', () => {
    expect(normalisePassphrase('ｈａｓａｍｉ　ｋｕｍｏｒｉ ')).toBe('hasami kumori');
  });

  it('takes anything that is typed without falling over', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
        const problem = await passphraseProblem(text, [...OWN, text.slice(0, 5)]);
        return problem === null || problem.startsWith('passphrase_');
      }),
      { numRuns: 60 },
    );
  });
});

describe('what is stored of it', () => {
  const today = '2026-11-21';

  it('is argon2id of the parameters that OWASP asks for, and fits in any width', async () => {
    const hash = await hashPassphrase('hasami kumori tobira enogu');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await fitsPassphrase(hash, 'ｈasami　kumori tobira enogu', today)).toBe(true);
    expect(await fitsPassphrase(hash, 'hasami kumori tobira enoga', today)).toBe(false);
    expect(isTemporary(hash)).toBe(false);
  });

  it('fits nobody who has none, and takes the time of one that is wrong', async () => {
    const hash = await hashPassphrase('hasami kumori tobira enogu');
    const time = async (stored: string | null) => {
      const start = performance.now();
      for (let n = 0; n < 5; n += 1)
        expect(await fitsPassphrase(stored, 'wrong', today)).toBe(false);
      return performance.now() - start;
    };
    await time(hash);
    const ratio = (await time(null)) / (await time(hash));
    expect(ratio).toBeGreaterThan(0.3);
    expect(ratio).toBeLessThan(3);
  });

  it('a temporary one is good for two weeks', async () => {
    const { passphrase, hash, lastDay } = await newTemporaryPassphrase(today);
    expect(passphrase).toMatch(/^[0-9a-z]{4}(-[0-9a-z]{4}){3}$/);
    expect(lastDay).toBe('2026-12-05');
    expect(isTemporary(hash)).toBe(true);
    expect(await fitsPassphrase(hash, passphrase, '2026-12-05')).toBe(true);
    expect(await fitsPassphrase(hash, passphrase, '2026-12-06')).toBe(false);
  });
});
