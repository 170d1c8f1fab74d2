import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { lacksIdentity } from '../../../domain/cases/check-identity.ts';
import { lacksApproval } from '../../../domain/cases/four-eyes.ts';
import { undoStep } from '../../../domain/cases/undo-step.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { RawInput } from '../../../domain/fields/answers.ts';
import { officePaths } from '../../../http/office-paths.ts';
import type { Services } from '../../../services.ts';
import { actionErrors } from './action-errors.ts';
import { actionView } from './action-view.ts';
import { CASE_ACTIONS, type CaseAction, EXEMPTION_OPEN, isPossible } from './case-actions.ts';
import { IDENTITY_MISSING } from './identity-words.ts';
import { movedView } from './moved-view.ts';
import { freshCase, type OpenCase, withCase } from './open-case.ts';
import { postedForm, textIn } from './posted-values.ts';
import { refusedPage } from './refused-page.ts';
import { takeStep } from './take-step.ts';
import { noteViewing } from './viewers.ts';

const WHY: Readonly<Record<string, string>> = {
  four_eyes: 'あなたが確認を始めた申請です。承認は、ほかの課長がします。',
  approved_already: 'この申請は、もう承認されています。',
  not_approved: '先に、課長の承認が要ります。',
  identity: IDENTITY_MISSING,
  documents: '書類がそろってから、手数料を決めてください。',
  exemption: EXEMPTION_OPEN,
  proof: '免除の書類がまだ届いていません。届いてから、もう一度押してください。',
  undo: '取り消せるのは、操作した人が、1分以内で、まだ何も続いていないときだけです。必要なときは、次の操作で直してください。',
};

const refused = (reply: FastifyReply, found: OpenCase, label: string, why?: unknown) =>
  refusedPage(reply, found, label, WHY[String(why)]);

async function showForm(
  services: Services,
  reply: FastifyReply,
  { found, action, raw }: { found: OpenCase; action: CaseAction; raw: RawInput },
  preview: boolean,
) {
  const isPosted = reply.request.method === 'POST';
  const errors = isPosted ? actionErrors(action, found, raw) : [];
  if (errors.length > 0) reply.code(422);
  const { words } = reply.request;
  const typed = { words, raw, errors, preview: preview && errors.length === 0 };
  // The form to send a case back shows every answer of it.
  if (action.form === 'return') {
    await noteViewing(services, found, 'case.viewed', { part: 'return' });
  }
  return reply.officePage('office/case/action', await actionView(services, found, action, typed));
}

function hindranceOf(action: CaseAction, found: OpenCase): string | undefined {
  return isPossible(action, found) ? action.hindrance?.(found) : 'status';
}

async function movedPage(
  services: Services,
  reply: FastifyReply,
  { found, action, raw }: { found: OpenCase; action: CaseAction; raw: RawInput },
) {
  reply.code(409);
  const { words } = reply.request;
  return reply.officePage(
    'office/case/moved',
    await movedView(services, found, action, { words, raw }),
  );
}

async function take(
  services: Services,
  reply: FastifyReply,
  step: { found: OpenCase; action: CaseAction; raw: RawInput },
) {
  const { found, action, raw } = step;
  try {
    await takeStep(services, action, found, raw);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'transition_not_allowed') throw error;
    if (error.detail['why'] !== 'moved') {
      return refused(reply, found, action.label, error.detail['why']);
    }
    // Between reading the case and writing the step somebody else was quicker.
    return movedPage(services, reply, { ...step, found: await freshCase(services, found) });
  }
  return reply.redirect(officePaths.case(found.application.id), 303);
}

function post(services: Services, action: CaseAction) {
  return async (found: OpenCase, request: FastifyRequest, reply: FastifyReply) => {
    const raw = postedForm(request);
    const step = { found, action, raw };
    if (Number(textIn(raw, 'seq')) !== found.lastSeq) return movedPage(services, reply, step);
    const hindrance = hindranceOf(action, found);
    if (hindrance !== undefined) return refused(reply, found, action.label, whyOf(action, found));
    const isSent = textIn(raw, 'intent') === 'send';
    if (!isSent || actionErrors(action, found, raw).length > 0) {
      return showForm(services, reply, step, true);
    }
    return take(services, reply, step);
  };
}

/** The rule that stands against it. */
function whyOf(action: CaseAction, found: OpenCase): string | undefined {
  if (!isPossible(action, found)) return undefined;
  if (action.event === 'approved') return 'four_eyes';
  const { procedure, events } = found;
  if (lacksApproval(procedure, events)) return 'not_approved';
  return lacksIdentity(procedure, events) ? 'identity' : 'exemption';
}

function get(services: Services, action: CaseAction) {
  return async (found: OpenCase, _request: FastifyRequest, reply: FastifyReply) => {
    if (hindranceOf(action, found) !== undefined) {
      return refused(reply, found, action.label, whyOf(action, found));
    }
    return showForm(services, reply, { found, action, raw: {} }, false);
  };
}

async function undo(
  services: Services,
  found: OpenCase,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { procedure, application, by } = found;
  const seq = Number(textIn(postedForm(request), 'seq'));
  try {
    const step = { procedure, applicationId: application.id, by, seq };
    await undoStep(services.stores, services.clock, step);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'transition_not_allowed') throw error;
    return refused(reply, found, '取り消す', 'undo');
  }
  return reply.redirect(officePaths.case(application.id), 303);
}

/** Every step of staff has its own address, so that the table of permissions knows it. */
export async function caseActionRoutes(app: FastifyInstance, services: Services): Promise<void> {
  for (const action of CASE_ACTIONS) {
    const url = `/office/cases/:id/${action.name}`;
    const config = { staff: action.permission };
    app.get(url, { config }, withCase(services, action.permission, get(services, action)));
    app.post(url, { config }, withCase(services, action.permission, post(services, action)));
  }
  app.post(
    '/office/cases/:id/undo',
    { config: { staff: 'cases.work' } },
    withCase(services, 'cases.work', (found, request, reply) =>
      undo(services, found, request, reply),
    ),
  );
}
