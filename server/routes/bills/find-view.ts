import { shownNumber } from '../../domain/bills/bill-number.ts';
import { sampleBills } from '../../domain/bills/sample-bills.ts';
import type { PageModel } from '../../http/page-context.ts';
import { paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { itemName } from './bill-texts.ts';

export type FindProblem = 'number_required' | 'code_required' | 'not_found' | 'too_many';

/** Which input a problem is shown at: of number and code together, at the first. */
const INPUTS: Readonly<Record<FindProblem, 'number' | 'code'>> = {
  number_required: 'number',
  code_required: 'code',
  not_found: 'number',
  too_many: 'number',
};

/** In the sample town nobody has paper in hand. */
function samples(services: Services, words: Words) {
  if (services.config.mode !== 'sample') return [];
  return sampleBills(todayInTokyo(services.clock.now())).map(({ number, code, revenueItem }) => ({
    name: itemName(services, words, revenueItem),
    number: shownNumber(number),
    code,
  }));
}

/** Asks for number and code of a bill. View: `bills/find`. */
export function findView(
  services: Services,
  words: Words,
  number: string,
  problems: readonly FindProblem[],
): PageModel {
  const texts = problems.map((problem) => ({
    input: INPUTS[problem],
    href: `#${INPUTS[problem]}`,
    text: words.t(`bills:error.${problem}`),
  }));
  const input = (name: 'number' | 'code', value: string) => ({
    value,
    error: texts.find((one) => one.input === name)?.text,
  });
  return {
    title: words.plain('bills:find_title'),
    hasErrors: problems.length > 0,
    styles: ['form.css'],
    scripts: ['bill-qr.js'],
    errorSummary: { errors: texts },
    number: input('number', number),
    // The code is typed anew each time: it is not put back into the page.
    code: input('code', ''),
    samples: samples(services, words),
    action: paths.bills(words.locale),
  };
}
