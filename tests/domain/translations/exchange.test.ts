import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { writeCsv } from '../../../server/domain/translations/csv-exchange.ts';
import { takeTranslations } from '../../../server/domain/translations/take-translations.ts';
import type { TranslationUnit } from '../../../server/domain/translations/translation.ts';
import { writeXliff } from '../../../server/domain/translations/xliff-exchange.ts';

const unit = (key: string, japanese: string, text = ''): TranslationUnit => ({
  key,
  japanese,
  text,
  state: text === '' ? 'missing' : 'human',
});

const UNITS = [
  unit('title', '犬の登録', 'Dog'),
  unit('pages.dogs.summary', '{name}（{breed}）'),
  unit('fields.name.label', '名前'),
];
const place = (key: string) => `場所 ${key}`;
const bytes = (text: string) => Buffer.from(text);
const csv = (rows: string) => bytes(`key,日本語,訳\r\n${rows}`);
const take = (content: Uint8Array, format: 'csv' | 'xlf' = 'csv', locale = 'en') =>
  takeTranslations(content, format, locale, UNITS);
const codesOf = (taken: ReturnType<typeof take>) =>
  'refused' in taken
    ? taken.refused.message
    : taken.findings.map(({ line, code }) => `${line} ${code}`);
const xliff = (units: string) =>
  bytes(
    `<?xml version="1.0"?>\n<xliff version="1.2"><file original="a" source-language="ja" target-language="en" datatype="plaintext"><body>\n${units}\n</body></file></xliff>`,
  );

/** Anything that a translator may write; the marks of ours are checked elsewhere. */
const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML can't write them
  .map((text) => text.replace(/[{}\u0000-\u001f\u007f\ufffd\ufffe\uffff]/g, '').trim())
  .filter((text) => text !== '' && !text.startsWith('$') && text.isWellFormed());

describe('files for translators', () => {
  it('come back as they went out, in both formats', () => {
    fc.assert(
      fc.property(
        words,
        words,
        fc.constantFrom('csv' as const, 'xlf' as const),
        (japanese, text, format) => {
          const before = [unit('title', japanese), unit('summary', '文')];
          const out = before.map((one) => ({
            ...one,
            text: one.key === 'title' ? text : '',
            state: 'human' as const,
          }));
          const file =
            format === 'csv' ? writeCsv(out, place) : bytes(writeXliff('dog', 'en', out, place));
          expect(takeTranslations(file, format, 'en', before)).toEqual({
            texts: [{ key: 'title', text }],
            findings: [],
            unchanged: 1,
          });
        },
      ),
      { numRuns: 150 },
    );
  });

  it('tell row by row what can’t be taken, and take the others', () => {
    const rows = [
      'title,犬の登録,Dog registration',
      'nothing,文,Text',
      'fields.name.label,氏名,Name',
      'pages.dogs.summary,{name}（{breed}）,{name} and a dog',
      'title,犬の登録,Another',
    ].join('\r\n');
    const taken = take(csv(rows));
    expect(codesOf(taken)).toEqual([
      '3 unknown_key',
      '4 changed_source',
      '5 lost_placeholder',
      '6 twice',
    ]);
    expect(taken).toMatchObject({ texts: [{ key: 'title', text: 'Dog registration' }] });
  });

  it('hold readings over every kanji of easy Japanese', () => {
    const easy = (text: string) =>
      codesOf(takeTranslations(csv(`fields.name.label,名前,${text}`), 'csv', 'ja-easy', UNITS));
    expect(easy('{名前|なまえ}')).toEqual([]);
    expect(easy('{名|な}前')).toEqual(['2 missing_ruby']);
    expect(easy('{名前|なまえ')).toEqual(['2 wrong_marks', '2 missing_ruby']);
  });

  it('are read in CP932 only where nothing was lost by it, in UTF-16 always', () => {
    const file = 'key,日本語,訳\r\ntitle,犬の登録,Dog (犬)';
    const cp932 = iconv.encode(file, 'cp932');
    expect(take(cp932)).toMatchObject({ texts: [{ key: 'title', text: 'Dog (犬)' }] });
    expect(codesOf(take(cp932, 'csv', 'vi'))).toContain('UTF-8 ではありません');
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode(file, 'utf-16le')]);
    expect(take(utf16, 'csv', 'vi')).toMatchObject({ texts: [{ key: 'title' }] });
    expect(codesOf(take(Buffer.alloc(2_000_001, 'a')))).toContain('大きすぎます');
    expect(codesOf(take(bytes('a,b,c\r\n1,2,3')))).toContain('見出し');
    expect(codesOf(take(csv('title,"犬の登録,Dog')))).toContain('引用符');
  });

  it('never make a formula, and are taken without the sign that kept them from it', () => {
    const file = writeCsv([unit('title', '犬の登録', '=1+1')], place);
    expect(file.toString()).toContain(`'=1+1`);
    expect(takeTranslations(file, 'csv', 'en', [unit('title', '犬の登録')])).toMatchObject({
      texts: [{ text: '=1+1' }],
    });
  });

  it('may have marks of translation tools in them; entities of a file’s own are refused', () => {
    const marked = `<trans-unit id="title"><source>犬の登録</source><seg-source><mrk mid="1">犬の登録</mrk></seg-source><target><mrk mid="1">Dog &amp; <g id="2">cat</g></mrk></target><alt-trans><target>no</target></alt-trans></trans-unit>`;
    expect(take(xliff(marked), 'xlf')).toMatchObject({
      texts: [{ key: 'title', text: 'Dog & cat' }],
      findings: [],
    });
    const open =
      '<trans-unit id="title"><source>犬の登録</source><target state="needs-translation">Dox</target></trans-unit>';
    expect(take(xliff(open), 'xlf')).toMatchObject({ texts: [], unchanged: 1 });
    const bomb = bytes(
      '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xliff version="1.2"><a>&b;</a></xliff>',
    );
    const broken = [
      bomb,
      bytes('<xliff version="2.0"/>'),
      bytes('<html/>'),
      bytes('<xliff version="1.2"><file>'),
      bytes('<xliff version="1.2"><a>&nope;</a></xliff>'),
      bytes(''),
    ];
    for (const file of broken) expect(take(file, 'xlf')).toHaveProperty('refused');
  });
});
