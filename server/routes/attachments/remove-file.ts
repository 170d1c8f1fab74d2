import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import { csrfToken } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import { draftSigner } from '../apply/apply-context.ts';
import { readBoth } from '../apply/beside-japanese.ts';
import { contactView } from '../apply/contact-view.ts';
import type { FormSource } from '../apply/form-source.ts';
import { procedurePlain } from '../apply/procedure-text.ts';
import { documentLabel } from './document-texts.ts';
import { type DocumentParams, documentHref, findDocument } from './form-document.ts';

/** Asks once more before a file is taken away. View: `apply/remove-row`, as for rows. */
export async function askRemove(
  services: Services,
  source: FormSource,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const found = await findDocument(services, source, request);
  if ('elsewhere' in found) return reply.redirect(found.elsewhere, 303);
  const { state, document, from } = found;
  const { key, file } = request.params as DocumentParams;
  const { locale } = request;
  const there = document.files.find(({ id }) => id === file);
  const back = documentHref(found, locale);
  // Taken away before, in another tab or by a second tap.
  if (there === undefined) return reply.redirect(back, 303);
  const { procedure, draft, place } = state;
  const model = await readBoth(services, request, (words) => ({
    title: `${words.plain('apply:remove_title')} - ${procedurePlain(procedure, words, 'title')}`,
    styles: ['form.css'],
    scripts: ['once.js'],
    contact: contactView(procedure, words, services.library.municipality),
    backLink: { href: back },
    caption: documentLabel(procedure, words, key),
    row: there.name || documentLabel(procedure, words, key),
    action: `${place.attachments(locale)}/${key}/${there.id}/remove`,
    cancelHref: back,
    csrf: csrfToken(reply),
    draft: { token: draftSigner(services).sign(draft.id), revision: draft.revision },
    from,
  }));
  return reply.page('apply/remove-row', model);
}

/** Row first, then the file: what is left behind if this stops half-way is swept. */
export async function postRemove(
  services: Services,
  source: FormSource,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { key, file = '' } = request.params as DocumentParams;
  const form = await source.open(request, reply);
  if (form.result === 'submitted' || form.result === 'left') {
    return source.settled(request, reply, form);
  }
  const { draft, place, procedure } = form.state;
  if (!procedure.attachments.some((rule) => rule.key === key)) {
    throw new DomainError('page_not_found');
  }
  // A stale form removes nothing: the document is shown again, and what is there.
  if (form.result === 'valid' && (await services.stores.attachments.remove(file, draft.id))) {
    await services.attachmentFiles.remove(file);
  }
  const raw = (request.body ?? {}) as RawInput;
  const href = `${place.attachments(request.locale)}/${key}`;
  return reply.redirect(raw['from'] === 'check' ? `${href}?from=check` : href, 303);
}
