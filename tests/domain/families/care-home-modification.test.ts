import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../server/domain/fields/answers.ts';
import { dueAttachments } from '../../../server/domain/procedures/due-attachments.ts';
import { computeJourney } from '../../../server/domain/procedures/journey.ts';
import { procedureOf } from '../../support/sample-town.ts';
import { town } from './real-town.ts';

const definition = procedureOf(town.library, 'care-home-modification');
const TODAY = '2026-12-25';
const APPROVED = { applying_as: 'self', certified: true, started: false, quote_yen: 120_000 };
const DONE = { started_on: '2026-12-10', finished_on: '2026-12-11', paid_on: '2026-12-12' };

function report(answers: Answers) {
  const journey = computeJourney(
    definition,
    { ...APPROVED, ...DONE, ...answers },
    { today: TODAY },
    { unanswered: 'ignore', phase: 'report' },
  );
  return {
    pages: journey.reached.map(({ page }) => page.id),
    errors: journey.reached
      .flatMap(({ errors }) => errors)
      .map(({ field, textKey }) => [field, textKey?.split('.').at(-1)]),
    fields: journey.reached.flatMap(({ fields }) => fields).map(({ id }) => id),
    attachments: dueAttachments(definition, journey, 'report').map(({ key }) => key),
  };
}

describe('the report after the work', () => {
  it('opens with the approval and never before', () => {
    expect(definition.review).toMatchObject({ approval: true, appeal: true });
    expect(definition.phases.map(({ id, opens }) => [id, opens])).toEqual([['report', 'approved']]);
    expect(definition.pages.map(({ id }) => id)).not.toContain('finished');
  });

  it('takes a receipt over exactly the estimate', () => {
    const { pages, errors, fields, attachments } = report({
      paid_yen: 120_000,
      account_owner: 'own',
    });
    expect(pages).toEqual(['finished', 'account']);
    expect(errors).toEqual([]);
    expect(fields).not.toContain('change_agreed');
    expect(attachments).toEqual(['receipt', 'breakdown', 'after_photos']);
  });

  it.each([119_999, 120_001])('refuses %i yen that nobody talked about', (paid_yen) => {
    const { errors } = report({ paid_yen, change_agreed: false });
    expect(errors).toEqual([['paid_yen', 'not_agreed']]);
  });

  it('takes another amount that was agreed, with the changed quotation', () => {
    const { errors, attachments } = report({
      paid_yen: 90_000,
      change_agreed: true,
      change_detail: '手すりを1本減らしました。',
      account_owner: 'other',
    });
    expect(errors).toEqual([]);
    expect(attachments).toEqual([
      'receipt',
      'breakdown',
      'after_photos',
      'changed_quotation',
      'receipt_mandate',
    ]);
  });

  it('refuses work that ended before it began', () => {
    const { errors } = report({ paid_yen: 120_000, finished_on: '2026-12-09' });
    expect(errors).toEqual([['finished_on', 'ended_before_start']]);
  });
});
