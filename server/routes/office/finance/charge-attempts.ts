import type { FastifyRequest } from 'fastify';
import { isAttemptEnded, isAttemptPaid } from '../../../domain/payments/attempt-history.ts';
import type { PaymentAttempt } from '../../../domain/payments/payment.ts';
import { paths } from '../../../http/paths.ts';
import { momentText } from '../../apply/format-text.ts';
import { methodWord, providerWord } from './charge-words.ts';
import { nth, type StoryParts } from './story-parts.ts';

function attemptState({ events }: StoryParts, { id, providerRef }: PaymentAttempt): string {
  if (isAttemptPaid(events, id)) return '入金';
  if (isAttemptEnded(events, id)) return '入金なし';
  return providerRef === null ? '会社に届いていません' : '終わっていません';
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
    state: attemptState(parts, attempt),
  }));
}
