import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { versionDifferences } from '../../../server/domain/versions/differences/version-differences.ts';

const NAMES = {
  text: (value: unknown) => (typeof value === 'string' ? value : ''),
  label: (id: string, field: Readonly<Record<string, unknown>>) => String(field['label'] ?? id),
  type: (type: string) => type,
};

const phone = { type: 'phone', label: '電話' };
const name = { type: 'text', label: '名前', max: 30 };
const kind = { type: 'choice', label: '種類', options: { dog: '犬', cat: '猫' } };
const OWNER = { id: 'owner', title: '飼い主', fields: { phone, kind, name } };
const LAST = { id: 'last', title: '最後', fields: { note: { type: 'text', label: 'メモ' } } };

const form = (...pages: readonly unknown[]) => ({
  id: 'dogs',
  title: '犬',
  pages: [...pages, LAST],
});
const page = (id: string, fields: unknown, title = `題 ${id}`) => ({ id, title, fields });
const files = (definition: unknown) => ({ 'definition.yaml': stringify(definition) });
const said = (before: unknown, after: unknown) =>
  versionDifferences(files(before), files(after), NAMES).map(({ text }) => text);
const keys = (before: unknown, after: unknown) =>
  said(before, after).filter((text) => text.includes('キー'));

const RENAMED = 'ページ「届け出る人」の名前（キー）が「owner」から「keeper」に変わりました';
const TITLED = 'ページの題名が『飼い主』から『届け出る人』になりました';

describe('a page with another name and another title', () => {
  it('is told as renamed where it asks the same', () => {
    const after = page('keeper', OWNER.fields, '届け出る人');
    expect(said(form(OWNER), form(after))).toEqual([RENAMED, TITLED]);
  });

  it('also where it stands elsewhere, and one question is asked in other words', () => {
    const after = page('keeper', { name, phone: { ...phone, label: '携帯' }, kind }, '届け出る人');
    const moved = { ...form(OWNER), pages: [LAST, after] };
    expect(said(form(OWNER), moved)).toEqual([
      ...[RENAMED, TITLED, '名前が『電話』から『携帯』になりました'],
      ...['『名前』の順番が変わりました', '『届け出る人』のページの順番が変わりました'],
    ]);
  });

  it('is another page where a question is another one, or there is none', () => {
    const more = { ...OWNER.fields, fax: phone };
    expect(keys(form(OWNER), form(page('keeper', more)))).toEqual([]);
    expect(keys(form(OWNER), form(page('keeper', { ...OWNER.fields, kind: phone })))).toEqual([]);
    expect(keys(form(page('a', {})), form(page('b', {})))).toEqual([]);
  });

  it('is not guessed at where two could be meant', () => {
    const twice = form(page('a', { phone }), page('b', { phone }));
    expect(keys(twice, form(page('c', { phone })))).toEqual([]);
    expect(keys(form(page('c', { phone })), twice)).toEqual([]);
    // The questions are one page's, the title is another's.
    const apart = form(page('keeper', OWNER.fields), page('x', { phone }, OWNER.title));
    expect(keys(form(OWNER), apart)).toEqual([]);
  });
});
