import { describe, expect, it } from 'vitest';
import { compile, compileGood, HEAD_LINES } from './sample-town.ts';

const PAGES = `pages:
  - id: one
    title: 最初
    fields:
      pieces: { type: number, label: 数, min: 1, max: 9 }
      poor: { type: yes_no, label: 免除 }
`;
const FEE = 'lines: [{ item: a, label: 料金, yen: 100 * pieces }]';
const PROOF = 'attachments: { card: { label: 証明書, when: poor, may_follow: true } }\n';

const found = (body: string) =>
  compile(PAGES + body).findings.map(({ code, line, mend }) => {
    expect(mend).not.toBe('');
    return [code, line - HEAD_LINES];
  });

describe('what a definition says of money', () => {
  it('may be changed after it was sent, with a last day', () => {
    const body = `fee: { when: with_application, ${FEE} }\nchanges: { fields: [pieces], until_days_before_booking: 3 }\n`;
    expect(compileGood(PAGES + body).changes).toEqual({
      fields: ['pieces'],
      untilDaysBeforeBooking: 3,
    });
  });

  it('needs a proof for an exemption, and days for a monthly bill, where it says so', () => {
    const exempt = `${PROOF}fee: { when: with_application, exempt_when: poor, exempt_proof: [card], ${FEE} }\n`;
    expect(compileGood(PAGES + exempt).fee.exemptProof).toEqual(['card']);
    const monthly = `fee: { when: monthly_bill, pay_days: 20, ${FEE} }\n`;
    expect(compileGood(PAGES + monthly).fee).toMatchObject({ when: 'monthly_bill', payDays: 20 });
  });

  it.each([
    ['a question that is not there', `changes: { fields: [piece] }`, 'unknown_name'],
    [
      'a change of what staff fix',
      `fee: { when: after_review, ${FEE} }\nchanges: { fields: [pieces] }`,
      'wrong_change',
    ],
    [
      'a proof that is not there',
      `fee: { when: with_application, exempt_when: poor, exempt_proof: [card], ${FEE} }`,
      'unknown_attachment',
    ],
    [
      'a proof of nothing',
      `${PROOF}fee: { when: with_application, exempt_proof: [card], ${FEE} }`,
      'missing_key',
    ],
    [
      'a proof where staff fix the fee anyway',
      `${PROOF}fee: { when: after_review, exempt_when: poor, exempt_proof: [card], ${FEE} }`,
      'wrong_value',
    ],
    [
      'days to pay what is paid at once',
      `fee: { when: with_application, pay_days: 3, ${FEE} }`,
      'wrong_value',
    ],
  ])('is told: %s', (_name, body, code) => {
    expect(found(body).map(([first]) => first)).toEqual([code]);
  });
});
