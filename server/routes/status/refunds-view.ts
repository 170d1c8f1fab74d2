import { DECIDED_REASONS, isAtCounter, type Refund } from '../../domain/refunds/refund.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { AnswerRow } from '../apply/answer-sections.ts';
import { dateText, yenText } from '../apply/format-text.ts';

/** How it stands, as its payer would say it. */
type Shown = 'under_way' | 'at_counter' | 'needs_payer' | 'given' | 'not_given';

/** Nothing is told of what was taken back, or of what staff only think about. */
function shownState({ state, reason, way }: Refund): Shown | undefined {
  switch (state) {
    case 'cancelled':
      return undefined;
    case 'asked':
      return DECIDED_REASONS.includes(reason) ? undefined : 'under_way';
    case 'approved':
      return isAtCounter(way) ? 'at_counter' : 'under_way';
    case 'needs_payer':
      return state;
    case 'succeeded':
      return 'given';
    case 'failed':
      return 'not_given';
    default:
      return 'under_way';
  }
}

/** What is being given back, or was: each as rows of a summary list, with what the payer has to do. */
export function refundsView(refunds: readonly Refund[], words: Words) {
  return refunds.flatMap((refund) => {
    const shown = shownState(refund);
    if (shown === undefined) return [];
    const { yen, way, giveBackBy, endedAt } = refund;
    const row = (name: string, ...lines: (string | Html)[]): AnswerRow => ({
      key: words.t(`status:refund.${name}`),
      lines,
    });
    const isOpen = shown !== 'given' && shown !== 'not_given';
    const rows = [
      row('state', words.t(`status:refund.state.${shown}`)),
      row('yen', yenText(words, yen)),
      row('way', words.t(`status:refund.way.${way}`)),
      ...(isOpen && giveBackBy ? [row('by', dateText(words, giveBackBy))] : []),
      ...(shown === 'given' && endedAt
        ? [row('given_on', dateText(words, todayInTokyo(endedAt)))]
        : []),
    ];
    const hint = ['needs_payer', 'not_given', 'at_counter'].includes(shown) ? shown : undefined;
    return [{ rows, hint: hint && words.t(`status:refund.hint.${hint}`) }];
  });
}
