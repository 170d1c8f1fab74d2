import type { Answers } from '../../../server/domain/fields/answers.ts';
import { type Expected, fullName, type Texts } from './expected.ts';

const text = (answers: Answers, field: string) => String(answers[field] ?? '');

/** 2026-11-10 → 20261110 */
export const compact = (day: unknown) => String(day).replaceAll('-', '');

/** 児童手当: a line for each child, as the allowance system takes them in. */
export function childAllowance(answers: Answers): Expected {
  const kana = (name: unknown) =>
    `${(name as Texts)['family_kana']} ${(name as Texts)['given_kana']}`;
  const address = answers['applicant_address'] as unknown as Texts;
  const { prefecture, city, town, street, building } = address;
  const children = answers['children'] as unknown as readonly Answers[];
  const claimant = {
    請求事由: '02',
    事由発生日: compact(answers['event_date']),
    請求者氏名: fullName(answers, 'applicant_name'),
    請求者カナ: kana(answers['applicant_name']),
    請求者生年月日: text(answers, 'applicant_birth'),
    請求者郵便番号: address['postcode'] ?? '',
    請求者住所: `${prefecture}${city}${town}${street} ${building}`,
    請求者電話番号: text(answers, 'applicant_phone'),
    公金受取口座: '1',
  };
  const lines = children.map((child, index) => ({
    ...claimant,
    児童番号: String(index + 1),
    児童氏名: fullName(child, 'name'),
    児童カナ: kana(child['name']),
    児童生年月日: text(child, 'birth'),
    同居別居: '1',
    監護: '1',
  }));
  const asked = [
    'applicant_name',
    'applicant_phone',
    'applicant_address',
    'event_date',
    'employer',
  ];
  const items = Object.fromEntries(asked.map((field) => [field, answers[field]]));
  const rows = children.map(({ name, birth, living }) => ({ name, birth, living }));
  return { lines, items: { ...items, children: rows } };
}
