import type { RawInput } from '../../../domain/fields/answers.ts';
import { officePaths } from '../../../http/office-paths.ts';
import type { PageModel } from '../../../http/page-context.ts';
import type { Words } from '../../../http/words.ts';
import type { Services } from '../../../services.ts';
import { actorNames } from './actor-names.ts';
import { type CaseAction, isPossible } from './case-actions.ts';
import type { OpenCase } from './open-case.ts';
import { textIn } from './posted-values.ts';
import { situationWord } from './situation-words.ts';
import { officeTimeline } from './timeline-view.ts';

/** What a form brought, to be sent once more; its token and its place in the timeline are new. */
function typedAgain(raw: RawInput) {
  return Object.entries(raw)
    .filter(([name]) => name !== '_csrf' && name !== 'seq')
    .flatMap(([name, value]) => [value].flat().map((one) => ({ name, value: one ?? '' })));
}

/** The case has moved on since the form was opened: what changed, and the choice. */
export async function movedView(
  services: Services,
  found: OpenCase,
  action: CaseAction,
  { words, raw }: { readonly words: Words; readonly raw: RawInput },
): Promise<PageModel> {
  const { application } = found;
  const [names, notes] = await Promise.all([
    actorNames(services),
    services.stores.cases.notes(application.id),
  ]);
  const after = Number(textIn(raw, 'seq')) || 0;
  const hindrance = action.hindrance?.(found);
  return {
    title: '申請が進んでいます',
    styles: ['office-case.css'],
    number: application.number,
    situation: situationWord(application.status),
    label: action.label,
    changes: officeTimeline(found, words, { names, notes, after }),
    case: officePaths.case(application.id),
    possible: isPossible(action, found) && hindrance === undefined,
    hindrance,
    action: officePaths.caseAction(application.id, action.name),
    seq: found.lastSeq,
    typed: typedAgain(raw),
  };
}
