import { expect, it } from 'vitest';
import { Html } from '../../server/lib/html.ts';
import { markJapanese } from '../../server/lib/mark-japanese.ts';

it.each([
  ['Child allowance (児童手当)', 'Child allowance (<span lang="ja">児童手当</span>)'],
  [
    '要介護・要支援認定 and こども課',
    '<span lang="ja">要介護・要支援認定</span> and <span lang="ja">こども課</span>',
  ],
  ['No Japanese &amp; none', 'No Japanese &amp; none'],
  ['<span lang="ja">児童手当</span>', '<span lang="ja">児童手当</span>'],
])('%s', (text, marked) => {
  expect(markJapanese(new Html(text), 'en').value).toBe(marked);
});

it.each([
  ['儿童津贴（日语：児童手当）的申请', '儿童津贴（日语：<span lang="ja">児童手当</span>）的申请'],
  ['请写片假名：ヤマダ', '请写片假名：<span lang="ja">ヤマダ</span>'],
  ['请咨询 こども課', '请咨询 <span lang="ja">こども課</span>'],
  ['申请人的地址', '申请人的地址'],
  ['打印・保存', '打印・保存'],
])('in Chinese: %s', (text, marked) => {
  expect(markJapanese(new Html(text), 'zh-Hans').value).toBe(marked);
});
