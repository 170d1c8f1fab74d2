import type { FastifyContextConfig, FastifyReply, FastifyRequest } from 'fastify';
import type { Draft } from '../../domain/applications/application.ts';
import { paths } from '../../http/paths.ts';
import type { Services } from '../../services.ts';
import {
  type ApplyParams,
  type ApplyState,
  findState,
  openPostedForm,
  type PostedForm,
  recallPostedForm,
  stateOf,
} from './apply-context.ts';
import { refusePaused } from './paused.ts';
import { redirectSettled } from './settled.ts';

/** How the form's routes come by what they work on: a new application, a correction or a phase. */
export interface FormSource {
  /** Address of the form, without its pages: `/:locale/apply/:id`. */
  readonly url: string;
  /** Who may come to these routes, where not everybody may. */
  readonly config?: FastifyContextConfig;
  /** Where this browser stands; undefined when it has no such form open. */
  find(request: FastifyRequest): Promise<ApplyState | undefined>;
  /** Where somebody is sent who has none. */
  home(request: FastifyRequest): string;
  /** The same as it is in memory, see `recallPostedForm`; only of new applications. */
  recall?(request: FastifyRequest): Promise<ApplyState | undefined>;
  /** Which draft a posted form belongs to. */
  open(request: FastifyRequest, reply: FastifyReply): Promise<PostedForm>;
  /** Where a form goes that was sent before, or put aside. */
  settled(
    request: FastifyRequest,
    reply: FastifyReply,
    form: Extract<PostedForm, { result: 'submitted' | 'left' }>,
  ): Promise<unknown>;
  /** The same form with the draft as it is now. */
  again(draft: Draft, request: FastifyRequest): Promise<ApplyState>;
}

const idOf = (request: FastifyRequest) => (request.params as ApplyParams).id;

/** New applications. */
export function applySource(services: Services): FormSource {
  return {
    url: '/:locale/apply/:id',
    find: async (request) => {
      const state = await findState(services, request, idOf(request));
      if (state) refusePaused(services, idOf(request));
      return state;
    },
    home: (request) => paths.applyStart(request.locale, idOf(request)),
    recall: (request) => recallPostedForm(services, request, idOf(request)),
    open: (request, reply) => openPostedForm(services, request, reply, idOf(request)),
    settled: (request, reply, form) => redirectSettled(services, reply, idOf(request), form),
    again: (draft) => stateOf(services, draft),
  };
}
