import type { Answers } from '../../../server/domain/fields/answers.ts';

const oneChild = (given: string, kana: string): Answers => ({
  older_count: 0,
  siblings: [],
  children: [
    {
      name: { family: '見本', given, family_kana: 'ミホン', given_kana: kana },
      birth: '2011-07-24',
      relation: 'child',
      living: 'together',
      custody: true,
      livelihood: 'shared',
    },
  ],
});

/** What somebody answers otherwise than the first example case: signs that files trip over, too. */
export const OWN_ANSWERS: Readonly<Record<string, Answers>> = {
  hanako: oneChild('空', 'ソラ'),
  jing: oneChild('丽', 'レイ'),
  lan: { part: 'some', yen_each: 5000, use: 'childcare' },
  emma: { part: 'some', yen_each: 3000, use: 'play' },
  minjun: { part: 'some', yen_each: 10_000, use: 'school' },
  ichiro: { use: 'other', use_other: '=HYPERLINK("http://x")' },
  sachiko: { use: 'childcare' },
  john: { doctor_name: 'Dr. Müller' },
  fumi: { hospital_name: '見本病院〜本館' },
  wei: { hospital_name: '=1+1' },
  kiyoshi: { delivery: 'counter' },
  yuki: { submit_to: '−（なし）', contents: [] },
};
