import type { FastifyReply } from 'fastify';
import { computeEstimate } from '../../domain/fees/compute-estimate.ts';
import type { PageModel } from '../../http/page-context.ts';
import { paths } from '../../http/paths.ts';
import { csrfToken } from '../../http/session.ts';
import type { Words } from '../../http/words.ts';
import type { Services } from '../../services.ts';
import { documentsOf } from '../attachments/form-documents.ts';
import { type ApplyState, draftSigner } from './apply-context.ts';
import { checkSavedPickers, slotAlternatives, wouldWait } from './booking-answer.ts';
import { type CheckModel, checkView } from './check-view.ts';
import { contactView } from './contact-view.ts';
import { endedView } from './ended-view.ts';
import { feeTexts } from './fee-texts.ts';
import { feeOf } from './pricing.ts';

interface CheckOptions {
  readonly notice?: 'stale' | 'conflict';
  /** The slot was taken in the meantime: others are offered. */
  readonly slotTaken?: boolean;
  /** Without it, those of the request. */
  readonly words?: Words;
}

type Checked =
  | { readonly view: 'apply/check'; readonly model: CheckModel }
  | { readonly view: 'apply/ended'; readonly model: PageModel };

/** View and model of "check your answers", or of the page that says that they lead nowhere. */
export async function checkModel(
  services: Services,
  reply: FastifyReply,
  state: ApplyState,
  options: CheckOptions = {},
): Promise<Checked> {
  const { procedure, journey, draft, context, place } = state;
  const { words = reply.request.words } = options;
  const shared = {
    procedure,
    words,
    journey,
    draft: { token: draftSigner(services).sign(draft.id), revision: draft.revision },
    csrf: csrfToken(reply),
    paths,
    place,
    today: context.today,
    resources: services.resources,
    contact: contactView(procedure, words, services.library.municipality),
  };
  const { endedBy } = journey;
  if (endedBy) return { view: 'apply/ended', model: endedView({ ...shared, endedBy }) };
  const model = checkView({
    ...shared,
    fee: feeTexts(procedure, words, feeOf(services, state)),
    estimate: computeEstimate(procedure, journey)?.lines.map(({ key, yen, answers }) => ({
      key,
      yen,
      row: answers,
    })),
    documents: await documentsOf(services, state),
    catalogues: services.catalogues,
    notice: options.notice,
    waits: await wouldWait(services, state),
    slotProblem: options.slotTaken ? await slotAlternatives(services, state) : undefined,
  });
  return { view: 'apply/check', model };
}

/** Has what was chosen gone in the meantime? */
export async function isSlotGone(services: Services, state: ApplyState): Promise<boolean> {
  return state.journey.complete && (await checkSavedPickers(services, state)).length > 0;
}
