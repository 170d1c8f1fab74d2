import type { FastifyReply, FastifyRequest } from 'fastify';
import { makeCodeToCounter } from '../../domain/counter/hand-over-code.ts';
import { DomainError } from '../../domain/errors.ts';
import { paths } from '../../http/paths.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';
import { stateOf } from '../apply/apply-context.ts';
import { contactView } from '../apply/contact-view.ts';
import { resumeSigner } from '../apply/leave-draft.ts';
import { codeView, withoutView } from './hand-over-view.ts';

/** As the page of "save and leave" shows it. */
const RESUME_CODE = /^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/;

/** After "save and leave": the browser knows nothing any more, the page's own token says which form. */
export async function makeCodeOfSaved(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { stores, clock, library } = services;
  const token = postedText(request)('token');
  const id = resumeSigner(services).open(token);
  const draft = id && (await stores.drafts.find(id));
  if (!draft || draft.expiresAt <= clock.now()) throw new DomainError('invalid_secret');
  if (draft.channel === 'counter') throw new DomainError('draft_at_counter');
  const { procedure } = await stateOf(services, draft);
  const { words } = request;
  const contact = contactView(procedure, words, library.municipality);
  const shown = { words, procedure, contact };
  if (procedure.sealed) {
    return reply.page('hand-over/without', withoutView({ ...shown, why: 'sealed' }));
  }
  const from = { sessionHash: draft.sessionHash, drafts: [draft.id] };
  const made = await makeCodeToCounter(stores, clock, from);
  const code = postedText(request)('code');
  const resumeCode = RESUME_CODE.test(code) ? code : '';
  const again = {
    action: paths.handOverSaved(words.locale),
    hidden: [
      ['token', token],
      ['code', resumeCode],
    ],
  };
  const model = await codeView({ ...shown, made, forms: [procedure], again, resumeCode });
  return reply.page('hand-over/code', model);
}
