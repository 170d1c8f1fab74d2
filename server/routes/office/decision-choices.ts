import { canMove } from '../../domain/applications/status-table.ts';
import { lacksIdentity } from '../../domain/cases/check-identity.ts';
import { type Decision, offersDecision } from '../../domain/cases/decide-application.ts';
import { lacksApproval } from '../../domain/cases/four-eyes.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import { type InputError, MOST_TEXT } from './case/action-errors.ts';
import { CASE_ACTIONS, type CaseAction } from './case/case-actions.ts';
import type { OpenCase } from './case/open-case.ts';
import { textIn } from './case/posted-values.ts';

const DECISIONS: readonly Decision[] = ['approved', 'granted', 'completed', 'refused'];

/** The step that a decision will be, as the case screen knows it. */
export function actionOf(decision: Decision): CaseAction {
  const action = CASE_ACTIONS.find(({ event }) => event === decision);
  if (action === undefined) throw new RangeError(`no step for ${decision}`);
  return action;
}

/** Decisions whose turn it is; those in favour of somebody wait until it is known who it is. */
export function choices({ application, procedure, events }: OpenCase) {
  const lacks = lacksApproval(procedure, events);
  const possible = DECISIONS.filter(
    (decision) =>
      offersDecision(procedure, decision) &&
      canMove(application.status, decision) &&
      (decision === 'refused' || lacks === (decision === 'approved')),
  );
  const isGiving = (decision: Decision) => decision === 'granted' || decision === 'completed';
  const isHeld = lacksIdentity(procedure, events);
  return {
    free: possible.filter((decision) => !(isHeld && isGiving(decision))),
    held: possible.filter((decision) => isHeld && isGiving(decision)),
  };
}

/** May a decision be drafted now? Else why not, in a word for `DECISION_WHY`. */
export function mayDraft(found: OpenCase): boolean {
  const { free, held } = choices(found);
  return found.procedure.review.route !== undefined && free.length + held.length > 0;
}

export function chosen(found: OpenCase, raw: RawInput): Decision | undefined {
  return choices(found).free.find((decision) => decision === textIn(raw, 'decision'));
}

export function draftErrors(found: OpenCase, raw: RawInput): InputError[] {
  const decision = chosen(found, raw);
  const errors: InputError[] = [];
  if (decision === undefined) errors.push({ input: 'decision', text: '案を選んでください。' });
  if (decision === 'refused' && textIn(raw, 'text') === '') {
    const text = '認めない理由を書いてください。例：申請の日に、見本市に住んでいなかったため。';
    errors.push({ input: 'text', text });
  }
  for (const input of ['text', 'note']) {
    const { length } = textIn(raw, input);
    const text = `${MOST_TEXT}文字までにしてください（今は${length}文字です）。`;
    if (length > MOST_TEXT) errors.push({ input, text });
  }
  return errors;
}
