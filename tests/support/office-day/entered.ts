import type { Answers } from '../../../server/domain/fields/answers.ts';
import { todayInTokyo } from '../../../server/lib/jst-date.ts';
import { answersAlone, type Expected, fullName, recordOf, type Texts } from './expected.ts';
import { childAllowance, compact } from './expected-child-allowance.ts';
import type { Home } from './home.ts';

/** The first payment after this month: they come in even months. */
function nextPayment(): string {
  const [year = 0, month = 0] = todayInTokyo(new Date()).split('-').map(Number);
  const next = month % 2 === 0 ? month + 2 : month + 1;
  return next > 12
    ? `${year + 1}-${String(next - 12).padStart(2, '0')}`
    : `${year}-${String(next).padStart(2, '0')}`;
}

/** By procedure: what its table and its record say of these answers. */
const EXPECTED: Readonly<Record<string, (answers: Answers) => Expected>> = {
  'child-allowance': childAllowance,
  'child-allowance-donation': recordOf((answers) => ({
    寄附の範囲: answers['part'],
    '1回の寄附額': answers['part'] === 'some' ? answers['yen_each'] : 0,
    寄附を始める支払い月: nextPayment(),
    使途の希望: answers['use'],
  })),
  'care-certification': recordOf((answers) => ({
    申請区分: 'new',
    被保険者番号: answers['insured_number'],
    被保険者氏名: fullName(answers, 'insured_name'),
    主治医: answers['doctor_name'],
    医療機関: answers['hospital_name'],
  })),
  'care-home-modification': recordOf((answers) => ({
    被保険者氏名: fullName(answers, 'applicant_name'),
    見積額: 120_000,
    着工予定日: answers['work_from'],
    完成予定日: answers['work_to'],
    支給対象額: 120_000,
  })),
  'care-insured-card-reissue': recordOf((answers) => ({
    被保険者氏名: fullName(answers, 'applicant_name'),
    再交付する証: ['insured_card'],
    理由: 'lost',
    受取方法: answers['delivery'],
  })),
  'residence-certificate': answersAlone(
    'asker',
    'kind',
    'register_address',
    'scope',
    'copies',
    'contents',
    'use',
    'submit_to',
    'applicant_name',
    'applicant_phone',
    'applicant_email',
    'applicant_birth',
    'postage',
    'declared',
  ),
  'certificate-payment': answersAlone(
    'certificates',
    'postage',
    'applicant_name',
    'applicant_phone',
    'applicant_email',
    'asker',
  ),
};

/** What the files have to say of somebody's case, with the head that every table has. */
export function expectedOf({ person, answers, number }: Home, feeYen: number): Expected {
  const read = EXPECTED[person.procedure];
  if (read === undefined) throw new Error(`${person.procedure} is not exported on this day`);
  const { lines, items } = read(answers);
  const today = todayInTokyo(new Date());
  const head: Texts =
    person.procedure === 'child-allowance'
      ? { 受付番号: compact(number), 受付日: compact(today) }
      : {
          受付番号: number,
          手続: person.procedure,
          状態: person.evening,
          提出日時: today,
          受付日時: today,
          手数料: String(feeYen),
        };
  return { lines: lines.map((line) => ({ ...head, ...line })), items };
}
