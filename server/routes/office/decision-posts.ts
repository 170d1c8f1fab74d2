import type { FastifyReply, FastifyRequest } from 'fastify';
import { openRound } from '../../domain/decisions/decision-round.ts';
import { takeBackDraft } from '../../domain/decisions/take-back-draft.ts';
import { DomainError } from '../../domain/errors.ts';
import { officePaths } from '../../http/office-paths.ts';
import type { Services } from '../../services.ts';
import { MOST_TEXT } from './case/action-errors.ts';
import type { OpenCase } from './case/open-case.ts';
import { postedForm, textIn } from './case/posted-values.ts';
import { showDecision } from './decision-page.ts';
import { roundsOf } from './decision-panel.ts';
import { notDecided } from './decision-refused.ts';
import { signOne } from './decision-sign-one.ts';

function refusalWhy(error: unknown): unknown {
  const isRule = error instanceof DomainError && error.code === 'transition_not_allowed';
  if (!isRule) throw error;
  return error.detail['why'] ?? 'moved';
}

/** 決裁する, or 差し戻す with a comment. */
export async function postDecision(
  services: Services,
  found: OpenCase,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const raw = postedForm(request);
  const { application, procedure } = found;
  const comment = textIn(raw, 'comment');
  const verdict = textIn(raw, 'intent') === 'send_back' ? 'sent_back' : 'signed';
  const problem =
    verdict === 'sent_back' && comment === ''
      ? '差し戻すときは、直してほしいことを書いてください。例：金額の根拠を書き足してください。'
      : `${MOST_TEXT}文字までにしてください。`;
  if ((verdict === 'sent_back' && comment === '') || comment.length > MOST_TEXT) {
    reply.code(422);
    return showDecision(services, found, request, reply, { comment, error: problem });
  }
  const seen = { round: Number(textIn(raw, 'round')), seq: Number(textIn(raw, 'seq')) };
  const open = openRound(await roundsOf(services, application.id));
  if (open === undefined) return notDecided(reply, found, '決裁する', 'moved');
  const { decision } = open;
  try {
    const signing = { application, procedure, decision, verdict, comment, seen } as const;
    await signOne(services, request, signing);
  } catch (error) {
    return notDecided(reply, found, '決裁する', refusalWhy(error));
  }
  return reply.redirect(officePaths.caseAction(application.id, 'decision'), 303);
}

export async function postTakeBack(
  services: Services,
  found: OpenCase,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { stores, clock } = services;
  const { id } = found.application;
  const by = { staffId: found.staffId, login: request.staff?.login ?? '' };
  const round = Number(textIn(postedForm(request), 'round'));
  try {
    await takeBackDraft(stores, clock, { applicationId: id, round, by });
  } catch (error) {
    return notDecided(reply, found, '起案を取り下げる', refusalWhy(error));
  }
  return reply.redirect(officePaths.caseAction(id, 'decision'), 303);
}
