import type { FastifyReply, FastifyRequest } from 'fastify';
import { openRound } from '../../domain/decisions/decision-round.ts';
import type { Standing } from '../../domain/decisions/standing.ts';
import { officePaths } from '../../http/office-paths.ts';
import type { Services } from '../../services.ts';
import { procedureText } from '../apply/procedure-text.ts';
import { mailWords } from './case/action-view.ts';
import type { OpenCase } from './case/open-case.ts';
import { previewOf } from './case/preview-view.ts';
import { noteViewing } from './case/viewers.ts';
import { actionOf, mayDraft } from './decision-choices.ts';
import { roundsOf } from './decision-panel.ts';
import { roundsView, standingOfCase } from './decisions-view.ts';
import { DECISION_WORDS, positionNames, routeText } from './decisions-words.ts';

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
