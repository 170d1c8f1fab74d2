import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  askedFirstSounds,
  firstSound,
  isMeant,
  soundsOfPerson,
} from '../../../server/domain/register/name-sounds.ts';
import { person } from './person.ts';

const KANA = [
  ...'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワンガギグゲゴザジズゼゾダデドバビブベボパピプペポ',
  ...['キャ', 'シュ', 'チョ', 'リョウ', 'ッタ', 'オオ', 'オウ', 'エイ', 'ユウ', 'コー', 'ヅ', 'ヂ'],
];
const NARROW: Readonly<Record<string, string>> = { ガ: 'ｶﾞ', パ: 'ﾊﾟ', ア: 'ｱ', ー: 'ｰ', ッ: 'ｯ' };

const name = fc
  .array(fc.constantFrom(...KANA), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join(''))
  .filter((kana) => !kana.startsWith('ッ'));

const toHiragana = (kana: string) =>
  kana.replace(/[ァ-ヶ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60));
const WRITINGS: readonly ((kana: string) => string)[] = [
  (kana) => kana,
  toHiragana,
  (kana) => kana.replace(/[ガパアーッ]/g, (c) => NARROW[c] as string),
  (kana) => kana.normalize('NFD'),
  (kana) => kana.replace(/^オオ/, 'オー').replace(/ョウ/g, 'ョー'),
  (kana) => kana.replace(/[ャュョッ]/g, (c) => 'ヤユヨツ'['ャュョッ'.indexOf(c)] as string),
  (kana) => kana.replace(/ヅ/g, 'ズ').replace(/ヂ/g, 'ジ'),
];

describe('a name as it sounds', () => {
  it('finds its row in any writing, alone or with the other name, in either order', () => {
    const writing = fc.constantFrom(...WRITINGS);
    const boxes = fc.constantFrom('family', 'given', 'both', 'swapped', 'one box', 'no space');
    fc.assert(
      fc.property(name, name, writing, writing, boxes, (family, given, one, other, way) => {
        const [f, g] = [one(family), other(given)];
        const asked = {
          family: { family: f, given: '' },
          given: { family: '', given: g },
          both: { family: f, given: g },
          swapped: { family: g, given: f },
          'one box': { family: `${f}　${g}`, given: '' },
          'no space': { family: one(family + given), given: '' },
        }[way];
        const row = person({ kana: { family, given } });
        const sounds = soundsOfPerson(row);
        const keys = [firstSound(sounds.family), firstSound(sounds.given)];
        expect(isMeant(asked, row)).toBe(true);
        // It also lies under a key that is looked up.
        expect(askedFirstSounds(asked).some((sound) => keys.includes(sound))).toBe(true);
      }),
    );
  });

  it.each([
    ['a beginning of two sounds', { family: 'おお', given: '' }, true],
    ['a beginning of one sound', { family: 'オ', given: '' }, false],
    ['a piece from the middle', { family: 'オノ', given: '' }, false],
    ['another name', { family: 'オノ', given: 'ユウコ' }, false],
    ['one name right, the other wrong', { family: 'オオノ', given: 'ケイコ' }, false],
    ['nothing', { family: ' ', given: '' }, false],
  ])('%s', (_, asked, expected) => {
    expect(isMeant(asked, person())).toBe(expected);
  });

  it('is the name itself where the register has no kana', () => {
    const foreign = {
      name: { family: 'NGUYEN', given: 'VAN DUC' },
      kana: { family: '', given: '' },
    };
    expect(isMeant({ family: 'Nguyễn', given: 'văn đức' }, person(foreign))).toBe(true);
    const short = { name: { family: '李', given: '娜' }, kana: { family: 'リ', given: 'ナ' } };
    expect(isMeant({ family: 'り', given: '' }, person(short))).toBe(true);
  });
});
