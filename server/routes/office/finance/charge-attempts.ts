import type { FastifyRequest } from 'fastify';
import { type AttemptState, attemptState } from '../../../domain/payments/attempt-transitions.ts';
import type { PaymentAttempt } from '../../../domain/payments/payment.ts';
import { paths } from '../../../http/paths.ts';
import { momentText } from '../../apply/format-text.ts';
import { methodWord, providerWord } from './charge-words.ts';
import { nth, type StoryParts } from './story-parts.ts';

const STATES: Readonly<Record<AttemptState, string>> = {
  written: '終わっていません',
  under_way: '終わっていません',
  pending: '番号・口座を知らせました',
  part_paid: '一部だけ入金',
  unknown: '会社の答えがありません',
  refused: '知らせが合いません',
  failed: '入金なし',
  expired: '入金なし（時間切れ）',
  paid: '入金',
};

function stateWord({ events }: StoryParts, { id, providerRef }: PaymentAttempt): string {
  const state = attemptState(events, id);
  const isOpen = state === 'written' || state === 'under_way';
  return isOpen && providerRef === null ? '会社に届いていません' : STATES[state];
}

/** Every visit at a payment company, and what it came to. */
export function attemptViews(parts: StoryParts, { words }: FastifyRequest) {
  return parts.attempts.map((attempt, index) => ({
    which: nth(index),
    at: momentText(words, attempt.createdAt),
    provider: providerWord(attempt.provider),
    method: methodWord(attempt.method),
    ref: attempt.providerRef ?? '',
    // The sample company's own page, where a dispute can be tried.
    refHref:
      attempt.provider === 'sandbox' && attempt.providerRef !== null
        ? paths.sandboxDispute(attempt.providerRef)
        : undefined,
    state: stateWord(parts, attempt),
  }));
}
