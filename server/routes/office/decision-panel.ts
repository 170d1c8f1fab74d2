import type { FastifyRequest } from 'fastify';
import { closeOvertaken } from '../../domain/decisions/close-overtaken.ts';
import {
  type DecisionRound,
  isOvertaken,
  openRound,
} from '../../domain/decisions/decision-round.ts';
import { officePaths } from '../../http/office-paths.ts';
import type { Services } from '../../services.ts';
import type { OpenCase } from './case/open-case.ts';
import { mayDraft } from './decision-choices.ts';
import { roundsView, standingOfCase } from './decisions-view.ts';
import { positionNames, routeText } from './decisions-words.ts';

/** Rounds of a case; one that it has overtaken is closed before anybody sees it. */
export async function roundsOf(
  { stores, clock }: Services,
  id: string,
): Promise<readonly DecisionRound[]> {
  const rounds = await stores.decisions.rounds(id);
  if (!rounds.some(isOvertaken)) return rounds;
  await closeOvertaken(stores, clock);
  return stores.decisions.rounds(id);
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
    href:
      views.length > 0 && request.staffMay('decisions.sign', procedure.section)
        ? officePaths.caseAction(application.id, 'decision')
        : undefined,
    draft: mayStart ? officePaths.caseAction(application.id, 'draft') : undefined,
    maySign,
  };
}
