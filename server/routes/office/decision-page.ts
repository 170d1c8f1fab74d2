import type { FastifyReply, FastifyRequest } from 'fastify';
import { closeOvertaken, takeBackDraft } from '../../domain/decisions/close-rounds.ts';
import {
  type DecisionRound,
  isOvertaken,
  openRound,
} from '../../domain/decisions/decision-round.ts';
import type { Standing } from '../../domain/decisions/standing.ts';
import { DomainError } from '../../domain/errors.ts';
import { officePaths } from '../../http/office-paths.ts';
import type { Services } from '../../services.ts';
import { procedureText } from '../apply/procedure-text.ts';
import { MOST_TEXT } from './case/action-errors.ts';
import { mailWords } from './case/action-view.ts';
import type { OpenCase } from './case/open-case.ts';
import { postedForm, textIn } from './case/posted-values.ts';
import { previewOf } from './case/preview-view.ts';
import { noteViewing } from './case/viewers.ts';
import { actionOf, mayDraft } from './decision-draft.ts';
import { refusedPage } from './decision-refused.ts';
import { signOne } from './decisions-sign.ts';
import { roundsView, standingOfCase } from './decisions-view.ts';
import { DECISION_WORDS, positionNames, routeText } from './decisions-words.ts';

/** Rounds of a case; one that it has overtaken is closed before anybody sees it. */
async function roundsOf(
  { stores, clock }: Services,
  id: string,
): Promise<readonly DecisionRound[]> {
  const rounds = await stores.decisions.rounds(id);
  if (!rounds.some(isOvertaken)) return rounds;
  await closeOvertaken(stores, clock);
  return stores.decisions.rounds(id);
}

/** What one's own signature would do now; undefined: it is not one's turn. */
function signView(
  services: Services,
  found: OpenCase,
  standing: Standing | undefined,
  typed: { readonly comment?: string; readonly error?: string },
) {
  const own = standing?.signers.find(({ staffId }) => staffId === found.staffId);
  if (standing === undefined || own === undefined) return undefined;
  const { round } = standing;
  const isLast = own.seats.at(-1)?.step === round.route.length;
  const rest = round.route.slice(own.seats.at(-1)?.step ?? 0);
  const next = routeText(rest, positionNames(services));
  const inPlace = own.seats.some(({ forStaffId }) => forStaffId !== null);
  return {
    ...typed,
    action: officePaths.caseAction(found.application.id, 'decision'),
    round: round.round,
    seq: found.lastSeq,
    does: [
      ...(inPlace ? ['不在の人の代わりの決裁（代決）として残ります。'] : []),
      isLast
        ? `あなたの決裁で「${DECISION_WORDS[round.decision]}」に決まります。${mailWords(services, found, actionOf(round.decision))}1分以内なら取り消せます。`
        : `次は${next}が決裁します。`,
    ],
  };
}

export async function showDecision(
  services: Services,
  found: OpenCase,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: { readonly comment?: string; readonly error?: string } = {},
) {
  const { application, procedure } = found;
  await noteViewing(services, found, 'case.viewed', { part: 'decision' });
  const rounds = await roundsOf(services, application.id);
  const open = openRound(rounds);
  const standing = await standingOfCase(services, found, open);
  const isDrafter = open?.staffId === found.staffId;
  const mayStart = !open && mayDraft(found) && request.staffMay('cases.decide', procedure.section);
  return reply.officePage('office/decision', {
    title: `決裁 ${application.number}`,
    hasErrors: typed.error !== undefined,
    styles: ['office-case.css', 'office-decisions.css'],
    scripts: ['once.js'],
    number: application.number,
    procedure: procedureText(procedure, request.words, 'title'),
    case: officePaths.case(application.id),
    list: officePaths.decisions(),
    rounds: await roundsView(services, rounds, { words: request.words, standing }),
    preview: open && previewOf(services, found, actionOf(open.decision), { text: open.text ?? '' }),
    sign: signView(services, found, standing, typed),
    takeBack: isDrafter && {
      action: `${officePaths.caseAction(application.id, 'decision')}/take-back`,
      round: open.round,
    },
    draft: mayStart ? officePaths.caseAction(application.id, 'draft') : undefined,
  });
}

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
  if (open === undefined) return refusedPage(reply, found, '決裁する', 'moved');
  const { decision } = open;
  try {
    const signing = { application, procedure, decision, verdict, comment, seen } as const;
    await signOne(services, request, signing);
  } catch (error) {
    return refusedPage(reply, found, '決裁する', refusalWhy(error));
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
    return refusedPage(reply, found, '起案を取り下げる', refusalWhy(error));
  }
  return reply.redirect(officePaths.caseAction(id, 'decision'), 303);
}

/** On the case screen: the route, where the draft stands, and what one can do. */
export async function decisionPanel(services: Services, found: OpenCase, request: FastifyRequest) {
  const { application, procedure } = found;
  const { route } = procedure.review;
  const rounds = await roundsOf(services, application.id);
  if (route === undefined && rounds.length === 0) return undefined;
  const open = openRound(rounds);
  const standing = await standingOfCase(services, found, open);
  const views = await roundsView(services, rounds, { words: request.words, standing });
  const mayStart = !open && mayDraft(found) && request.staffMay('cases.decide', procedure.section);
  const maySign = standing?.signers.some(({ staffId }) => staffId === found.staffId) ?? false;
  return {
    route: routeText(open?.route ?? route ?? [], positionNames(services)),
    last: views[0],
    href: views.length > 0 && officePaths.caseAction(application.id, 'decision'),
    draft: mayStart ? officePaths.caseAction(application.id, 'draft') : undefined,
    maySign,
  };
}
