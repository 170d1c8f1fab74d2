import { type MadeUpPerson, madeUpAnswer } from '../../cli/made-up-answer.ts';
import type { Answers } from '../../domain/fields/answers.ts';
import type { Field, Procedure } from '../../domain/procedures/procedure.ts';
import { groupOf, isLaterPage } from '../../domain/procedures/repeat-group.ts';
import { rowsOf } from '../../domain/procedures/rows.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';

/** Nobody: the sample names of forms in Japan; they live in the town where it keeps postcodes of its own. */
function nobody({ library }: Services): MadeUpPerson {
  const { addresses } = library;
  const [own] = addresses.find('9990001');
  const address = {
    postcode: own?.postcode ?? '1000001',
    prefecture: own ? addresses.prefecture : '東京都',
    city: own ? addresses.city : '千代田区',
    town: own?.town ?? '千代田',
    street: '1番1号',
    building: '',
  };
  return {
    name: { family: '見本', given: '花子', family_kana: 'ミホン', given_kana: 'ハナコ' },
    address,
    addressInTown: address,
    phone: '090-0000-0000',
    words: '見本',
    sentence: '特にありません。',
    daysAhead: 10,
  };
}

function completed(fields: readonly Field[], given: Answers, today: string, by: MadeUpPerson) {
  const answers = fields.map((field) => [
    field.id,
    given[field.id] ?? madeUpAnswer(field, today, by),
  ]);
  return Object.fromEntries(answers.filter(([, value]) => value !== undefined)) as Answers;
}

/** These answers with every other question answered by nobody; slots and items are left to be picked. */
export function madeUpFor(services: Services, procedure: Procedure, given: Answers): Answers {
  const today = todayInTokyo(services.clock.now());
  const by = nobody(services);
  const parts = procedure.pages.map((page): Answers => {
    if (page.repeat === undefined) return completed(page.fields, given, today, by);
    if (isLaterPage(page)) return {};
    const { of, min } = page.repeat;
    const fields = groupOf(procedure, page).flatMap((one) => one.fields);
    const rows = rowsOf(given, of);
    const asked = rows.length > 0 ? rows : Array.from({ length: Math.max(min, 1) }, () => ({}));
    return { [of]: asked.map((row) => completed(fields, row, today, by)) };
  });
  return Object.assign({}, ...parts) as Answers;
}
