import type { z } from 'zod';

type Format = z.core.$ZodIssue & { readonly code: 'invalid_format' };

const DAY = '日付を、2027-04-01 のように書いてください。ない日は使えません。';

/** How a value is written, by what its pattern takes: the first example that it takes is meant. */
const EXAMPLES: readonly (readonly [example: string, mend: string])[] = [
  ['a-b', '小文字の英字で始め、英小文字・数字・「-」だけを使ってください。'],
  ['a_b', '小文字の英字で始め、英小文字・数字・「_」だけを使ってください。'],
  ['2027-04-01', DAY],
  ['09:00', '時刻を、09:00 のように、数字2つずつで書いてください。'],
  ['12-29', '月と日を、12-29 のように、数字2つずつで書いてください。'],
  ['#0017c1', '色を、"#0017c1" のように、# と6つの英数字で書き、引用符で囲んでください。'],
  ['132098', '6けたの数字を、引用符で囲んで書いてください。例："132098"'],
  ['zh-Hans', '言葉を、ja、en、zh-Hans のように書いてください。'],
];

/** undefined where no example fits. */
export function formatExample(issue: Format): string | undefined {
  if (issue.format === 'date') return DAY;
  const [, source = '', flags = ''] = /^\/(.*)\/(\w*)$/s.exec(issue.pattern ?? '') ?? [];
  if (source === '') return undefined;
  const pattern = new RegExp(source, flags);
  return EXAMPLES.find(([example]) => pattern.test(example))?.[1];
}
