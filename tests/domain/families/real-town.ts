import { join } from 'node:path';
import { computeEstimate } from '../../../server/domain/fees/compute-estimate.ts';
import { computeFee } from '../../../server/domain/fees/compute-fee.ts';
import { createPricing } from '../../../server/domain/fees/pricing.ts';
import type { Answers } from '../../../server/domain/fields/answers.ts';
import { toPlain } from '../../../server/domain/procedures/cel/to-plain.ts';
import { dueAttachments } from '../../../server/domain/procedures/due-attachments.ts';
import { computeJourney } from '../../../server/domain/procedures/journey.ts';
import { loadTownFolder } from '../../../server/load-town-folder.ts';
import { procedureOf } from '../../support/sample-town.ts';
import { ROOT } from '../../support/source-tree.ts';

/** The sample town's real definitions, halls and prices. */
export const town = await loadTownFolder(
  join(ROOT, 'procedures'),
  join(ROOT, 'locales'),
  '2026-11-21',
);

/** What a real definition makes of some answers on a JST day; what is missing is left open. */
export function answered(id: string, answers: Answers, today: string) {
  const procedure = procedureOf(town.library, id);
  const journey = computeJourney(procedure, answers, { today }, { unanswered: 'ignore' });
  const pricing = createPricing({ ...town, today });
  const errors = journey.reached.flatMap((reached) => reached.errors);
  return {
    estimate: computeEstimate(procedure, journey)?.lines.map(({ yen }) => yen) ?? [],
    fee: computeFee(procedure, journey, pricing).yen,
    errors: errors.map(({ code, textKey }) => textKey?.split('.').at(-1) ?? code),
    attachments: dueAttachments(procedure, journey).map(({ key }) => key),
    endedBy: journey.endedBy?.condition,
    pages: journey.reached.map(({ page }) => page.id),
    value: (name: string) => toPlain(journey.scope[name]),
  };
}
