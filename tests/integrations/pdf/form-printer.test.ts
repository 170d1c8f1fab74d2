import { inflateSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import type { FormDocument } from '../../../server/integrations/pdf/form-document.ts';
import { createFormPrinter } from '../../../server/integrations/pdf/form-printer.ts';

const printer = createFormPrinter();
afterAll(() => printer.close());

const FORM: FormDocument = {
  title: '罹災証明書の申請',
  formNote: '共通の形式です。',
  addressee: '見本市長 様',
  facts: [{ label: '受付番号', value: '2611-4821-9035' }],
  sections: [{ title: '申請する人', rows: [{ label: '氏名', value: '𠮷田 花子' }] }],
  foot: '見本市',
};

/** Objects of a PDF with their streams unpacked, as Latin text. */
function unpacked(pdf: Uint8Array): string {
  const text = Buffer.from(pdf).toString('latin1');
  return text.replace(/stream\n([\s\S]*?)\nendstream/g, (whole, body: string) => {
    try {
      return inflateSync(Buffer.from(body, 'latin1')).toString('latin1');
    } catch {
      return whole;
    }
  });
}

const pagesOf = (pdf: Uint8Array) => [...unpacked(pdf).matchAll(/\/Type \/Page\b(?!s)/g)].length;

it('prints with embedded fonts, says its language and title', async () => {
  const pdf = await printer.print(FORM);
  const text = unpacked(pdf);
  expect(Buffer.from(pdf).subarray(0, 8).toString()).toBe('%PDF-1.7');
  expect(text).toContain('NotoSansJP');
  expect(text).toContain('/Lang (ja-JP)');
  expect(text).toContain('/FontFile2');
  expect(pagesOf(pdf)).toBe(1);
});

it('takes the Korean and the Chinese font for names that need them', async () => {
  const rows = [{ label: '氏名', value: '김민수 们' }];
  const text = unpacked(await printer.print({ ...FORM, sections: [{ title: '人', rows }] }));
  expect(text).toContain('NotoSansKR');
  expect(text).toContain('NotoSansSC');
});

it('goes on on the next sheet with what is long', async () => {
  const rows = [{ label: '内容', value: 'とても長い内容です。'.repeat(400) }];
  const pdf = await printer.print({ ...FORM, sections: [{ title: '内容', rows }] });
  expect(pagesOf(pdf)).toBeGreaterThan(1);
});

it('answers many who print at once, one after the other', async () => {
  const pdfs = await Promise.all([1, 2, 3].map(() => printer.print(FORM)));
  expect(pdfs.map(pagesOf)).toEqual([1, 1, 1]);
});
