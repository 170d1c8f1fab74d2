import type { FastifyRequest } from 'fastify';
import type { Services } from '../../../services.ts';
import { momentText } from '../../apply/format-text.ts';
import {
  adviceFor,
  DISPUTE_STATE_WORDS,
  daysLeft,
  daysLeftWord,
  whereToAnswer,
} from './disputes-words.ts';
import type { StoryParts } from './story-parts.ts';
import { yenOf } from './till-entries-view.ts';

/** Each dispute, with what to send where. */
export function disputeViews(parts: StoryParts, services: Services, request: FastifyRequest) {
  const now = services.clock.now();
  return parts.disputes.map(({ dispute }) => {
    const { id, state, yen, reason, providerRef, provider, respondBy } = dispute;
    const { says, send } = adviceFor(reason);
    return {
      id,
      state: DISPUTE_STATE_WORDS[state],
      tone: state === 'needs_response' ? 'late' : state === 'under_review' ? 'soon' : 'done',
      yen: yenOf(yen),
      says,
      send: state === 'needs_response' ? send : [],
      where: whereToAnswer(provider),
      ref: providerRef,
      until: respondBy && momentText(request.words, respondBy),
      left: daysLeftWord(daysLeft(dispute, now)),
    };
  });
}
