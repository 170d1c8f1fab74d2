import type { BuilderDesk } from './builder-desk.ts';
import { type Choice, type FormInput, input } from './builder-input.ts';
import type { BuiltPage } from './builder-pages.ts';
import { textOf, treeOf, valueAt } from './builder-tree.ts';

/** As forms know each other's people, seen from the applicant's children. */
const GROUPS: readonly Choice[] = [
  { value: 'child', text: '子ども' },
  { value: 'spouse', text: '配偶者（子どものもう1人の親）' },
  { value: 'grandparent', text: '祖父母（子どもの）' },
];

const FOLD = '家族のだれのことか';

/** Answers of a row by which it says who it is: 続柄 is 子. */
function answerChoices(desk: BuilderDesk, page: BuiltPage): readonly Choice[] {
  return page.fields.flatMap(({ key, type, label, source }) => {
    const choice = (value: string | boolean, text: string) => ({
      value: JSON.stringify({ [key]: value }),
      text: `「${label}」が「${text}」のとき`,
    });
    if (type === 'choice') {
      return desk.conditions.optionsOf(source).map((one) => choice(one.key, one.text));
    }
    if (type !== 'yes_no') return [];
    const [yes, no] = ['yes', 'no'].map((one) => desk.names.text(source[one]));
    return [choice(true, yes || 'はい'), choice(false, no || 'いいえ')];
  });
}

/** Written by hand in more words than can be chosen: it stays as it is. */
const ownChoice = (value: string): Choice => ({ value, text: `ファイルに書いたとおり：${value}` });

/**
 * Who a row of the repeat is, so that whoever was named in one form is proposed in the next. It
 * takes a question about their name under the name `name`.
 */
export function peopleInputs(desk: BuilderDesk, page: BuiltPage): readonly FormInput[] {
  const now = treeOf(valueAt(page.source, ['repeat', 'people']));
  const isNamed = page.fields.some(({ key, type }) => key === 'name' && type === 'name');
  if (!isNamed && Object.keys(now).length === 0) return [];
  const known = [{ value: '{}', text: 'いつも（どの行も）' }, ...answerChoices(desk, page)];
  const others = Object.keys(now)
    .filter((group) => GROUPS.every(({ value }) => value !== group))
    .map((group) => ({ value: group, text: textOf(group) }));
  return [...GROUPS, ...others].map(({ value: group, text }, at) => {
    const written = JSON.stringify(now[group]);
    const isOther = written !== undefined && known.every(({ value }) => value !== written);
    return input.picked(['repeat', 'people', group], text, {
      fold: FOLD,
      choices: isOther ? [ownChoice(written), ...known] : known,
      none: 'このくり返しには出ない',
      ...(at === 0 && {
        hint: 'この行がだれのことかを決めると、前の手続きで名前を入れた人を、窓口で候補として出せます。聞かずに入ることはありません。氏名、生年月日、性別が引き継がれます。',
      }),
    });
  });
}
