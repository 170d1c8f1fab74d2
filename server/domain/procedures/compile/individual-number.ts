import type { Expression } from '../procedure.ts';
import type { Town } from '../town.ts';
import type { FieldPlan } from './plan.ts';
import type { Report } from './report.ts';

/** The flag of municipality.yaml that says: people can sign in with their card. */
const CARD_SIGN_IN = 'card_sign_in';

/** A condition that holds never. */
export const NEVER: Expression<boolean> = { source: 'false', run: () => false };

/**
 * 個人番号 may be asked only of somebody whose identity is proven with it (番号法16条), so without
 * card sign-in the question does not exist: it is hidden and counts as not asked.
 */
export function isAskable({ source }: FieldPlan, { municipality }: Town): boolean {
  return source.type !== 'individual_number' || municipality.flags[CARD_SIGN_IN] === true;
}

/** It is given anew each time: no fact carries it into another procedure. */
export function checkIndividualNumber({ source, path }: FieldPlan, report: Report): void {
  if (source.type !== 'individual_number' || source.fact === undefined) return;
  const mend = 'fact の行を消してください。';
  const message = '個人番号は、ほかの手続に引き継げません。';
  report.error([...path, 'fact'], 'wrong_value', message, mend);
}
