import type { FastifyReply, FastifyRequest } from 'fastify';
import { openRound } from '../../domain/decisions/decision-round.ts';
import { draftDecision } from '../../domain/decisions/draft-decision.ts';
import { DomainError } from '../../domain/errors.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import { positionsOf } from '../../domain/procedures/positions.ts';
import { officePaths } from '../../http/office-paths.ts';
import type { Services } from '../../services.ts';
import { procedureText } from '../apply/procedure-text.ts';
import type { InputError } from './case/action-errors.ts';
import { IDENTITY_MISSING } from './case/identity-words.ts';
import { movedView } from './case/moved-view.ts';
import { freshCase, type OpenCase } from './case/open-case.ts';
import { postedForm, textIn } from './case/posted-values.ts';
import { previewOf } from './case/preview-view.ts';
import { actionOf, choices, chosen, draftErrors, mayDraft } from './decision-choices.ts';
import { notDecided } from './decision-refused.ts';
import { DECISION_WORDS, positionNames, routeText } from './decisions-words.ts';

/** What was drafted last is where one goes on from, when it came back. */
async function lastDraft({ stores }: Services, { application }: OpenCase): Promise<RawInput> {
  const last = (await stores.decisions.rounds(application.id)).at(-1);
  if (last === undefined || last.state === 'decided') return {};
  return { decision: last.decision, text: last.text ?? '', note: last.note ?? '' };
}

async function showForm(
  services: Services,
  reply: FastifyReply,
  found: OpenCase,
  raw: RawInput,
  errors: readonly InputError[],
) {
  const { application, procedure, lastSeq } = found;
  const { request } = reply;
  const isPosted = request.method === 'POST';
  if (errors.length > 0) reply.code(422);
  const decision = chosen(found, raw);
  const isChecked = isPosted && errors.length === 0 && decision !== undefined;
  const { free, held } = choices(found);
  const route = routeText(procedure.review.route ?? [], positionNames(services));
  return reply.officePage('office/decision-draft', {
    title: `起案する ${application.number}`,
    hasErrors: errors.length > 0,
    styles: ['office-case.css', 'office-decisions.css'],
    scripts: ['once.js'],
    number: application.number,
    procedure: procedureText(procedure, request.words, 'title'),
    back: officePaths.case(application.id),
    action: officePaths.caseAction(application.id, 'draft'),
    consequences: [
      `${route}の順に決裁します。最後の決裁で決まり、住民に知らせます。`,
      '決裁が終わるまで、申請の状況は変わりません。起案は、決裁が終わるまで取り下げられます。',
      'その間に申請が進んだとき（住民の取り下げ、書類の追加など）は、起案は自動で終わります。',
    ],
    seq: lastSeq,
    choices: free.map((key) => ({
      key,
      label: DECISION_WORDS[key],
      checked: key === decision,
    })),
    held: held.map(
      (key) => `「${DECISION_WORDS[key]}」は、まだ起案できません。${IDENTITY_MISSING}`,
    ),
    text: textIn(raw, 'text'),
    note: textIn(raw, 'note'),
    errors: errors.map(({ input, text }) => ({ href: `#${input}`, text })),
    errorOf: Object.fromEntries(errors.map(({ input, text }) => [input, text])),
    preview: isChecked ? previewOf(services, found, actionOf(decision), raw) : undefined,
  });
}

async function movedPage(services: Services, reply: FastifyReply, found: OpenCase, raw: RawInput) {
  reply.code(409);
  const decision = chosen(found, raw) ?? 'refused';
  const action = { ...actionOf(decision), name: 'draft', label: '起案する', offered: mayDraft };
  const { words } = reply.request;
  return reply.officePage(
    'office/case/moved',
    await movedView(services, found, action, { words, raw }),
  );
}

export async function showDraft(
  services: Services,
  found: OpenCase,
  _request: FastifyRequest,
  reply: FastifyReply,
) {
  const why = await whyNotNow(services, found);
  if (why !== undefined) return notDecided(reply, found, '起案する', why);
  return showForm(services, reply, found, await lastDraft(services, found), []);
}

async function whyNotNow({ stores }: Services, found: OpenCase): Promise<string | undefined> {
  if (found.procedure.review.route === undefined) return 'no_route';
  if (openRound(await stores.decisions.rounds(found.application.id))) return 'drafted_already';
  return mayDraft(found) ? undefined : 'status';
}

export async function sendDraft(
  services: Services,
  found: OpenCase,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const raw = postedForm(request);
  const { application, procedure } = found;
  const why = await whyNotNow(services, found);
  if (why !== undefined) return notDecided(reply, found, '起案する', why);
  if (Number(textIn(raw, 'seq')) !== found.lastSeq) return movedPage(services, reply, found, raw);
  const errors = draftErrors(found, raw);
  const decision = chosen(found, raw);
  if (textIn(raw, 'intent') !== 'send' || errors.length > 0 || decision === undefined) {
    return showForm(services, reply, found, raw, errors);
  }
  try {
    await draftDecision(services.stores, services.clock, {
      procedure,
      positions: positionsOf(services.library.municipality),
      applicationId: application.id,
      by: { staffId: found.staffId, login: request.staff?.login ?? '' },
      decision,
      text: textIn(raw, 'text'),
      note: textIn(raw, 'note'),
      seq: found.lastSeq,
    });
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'transition_not_allowed') throw error;
    const fresh = await freshCase(services, found);
    if (error.detail['why'] === 'moved') return movedPage(services, reply, fresh, raw);
    return notDecided(reply, fresh, '起案する', error.detail['why']);
  }
  return reply.redirect(officePaths.case(application.id), 303);
}
