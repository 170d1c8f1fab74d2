import type { FastifyReply, FastifyRequest } from 'fastify';
import { draftExpiry } from '../../domain/applications/start-draft.ts';
import type { Attachment } from '../../domain/attachments/attachment.ts';
import { type DueDocument, postpone } from '../../domain/attachments/due-documents.ts';
import {
  type Received,
  type RefusedFile,
  receiveUploads,
} from '../../domain/attachments/receive-uploads.ts';
import { largestTotal } from '../../domain/attachments/upload-limit.ts';
import { DomainError } from '../../domain/errors.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import type { Locale } from '../../domain/procedures/locale.ts';
import { csrfToken } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import { type ApplyState, currentPlace, draftSigner } from '../apply/apply-context.ts';
import { readBoth } from '../apply/beside-japanese.ts';
import type { FormSource } from '../apply/form-source.ts';
import { recipientOf } from '../apply/seal-case.ts';
import { documentPageView } from './document-page-view.ts';
import { documentsOf } from './form-documents.ts';
import { sendFile } from './send-file.ts';
import { isSpent, spend } from './upload-budget.ts';
import { isTooManyParts, openUpload, type UploadRequest } from './upload-request.ts';

export interface DocumentParams {
  readonly key: string;
  readonly file?: string;
}

/** One document of a form that is not sent yet. */
export interface FormDocument {
  readonly state: ApplyState;
  readonly document: DueDocument;
  readonly from?: 'check';
}

const fromCheck = (raw: RawInput) => (raw['from'] === 'check' ? ('check' as const) : undefined);

/** @throws DomainError page_not_found when the answers don't ask for such a document */
async function documentIn(
  services: Services,
  state: ApplyState,
  key: string,
): Promise<DueDocument> {
  const documents = await documentsOf(services, state);
  const document = documents.find(({ rule }) => rule.key === key);
  if (document === undefined) throw new DomainError('page_not_found');
  return document;
}

/** The document that a page is about; undefined when this browser is not (or not yet) so far. */
export async function findDocument(
  services: Services,
  source: FormSource,
  request: FastifyRequest,
): Promise<FormDocument | { readonly elsewhere: string }> {
  const state = await source.find(request);
  if (state === undefined) return { elsewhere: source.home(request) };
  if (!state.journey.complete) return { elsewhere: currentPlace(state, request.locale) };
  const document = await documentIn(services, state, (request.params as DocumentParams).key);
  return { state, document, from: fromCheck(request.query as RawInput) };
}

export function documentHref({ state, document, from }: FormDocument, locale: Locale): string {
  const href = `${state.place.attachments(locale)}/${document.rule.key}`;
  return from ? `${href}?from=${from}` : href;
}

async function renderDocument(
  services: Services,
  reply: FastifyReply,
  shown: FormDocument,
  said: { readonly refused?: readonly RefusedFile[]; readonly added?: number } = {},
) {
  const { state, document, from } = shown;
  const { draft, place, procedure } = state;
  const { locale } = reply.request;
  const model = await readBoth(services, reply.request, (words) =>
    documentPageView({
      procedure,
      words,
      municipality: services.library.municipality,
      rule: document.rule,
      files: document.files,
      action: `${place.attachments(locale)}/${document.rule.key}`,
      from,
      next: from
        ? { href: place.check(locale), word: 'to_check' }
        : { href: place.attachments(locale), word: 'to_list' },
      csrf: csrfToken(reply),
      draft: { token: draftSigner(services).sign(draft.id), revision: draft.revision },
      removable: true,
      postponable: document.rule.mayFollow,
      open: true,
      refused: said.refused ?? [],
      added: said.added ?? 0,
    }),
  );
  return reply.page('attachments/document', model);
}

/** How many files have just come in, as the address after an upload says. */
export function addedOf(query: RawInput): number {
  return typeof query['added'] === 'string' && /^\d{1,2}$/.test(query['added'])
    ? Number(query['added'])
    : 0;
}

export async function showDocument(
  services: Services,
  source: FormSource,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const found = await findDocument(services, source, request);
  if ('elsewhere' in found) return reply.redirect(found.elsewhere, 303);
  return renderDocument(services, reply, found, { added: addedOf(request.query as RawInput) });
}

export async function showDocumentFile(
  services: Services,
  source: FormSource,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const found = await findDocument(services, source, request);
  // What is sealed for the section can't be shown to anybody here.
  if ('elsewhere' in found || found.state.procedure.sealed) throw new DomainError('page_not_found');
  return sendFile(
    services,
    reply,
    found.document.files,
    (request.params as DocumentParams).file ?? '',
  );
}

/** Bytes that all files of one application may have. */
export function roomOf({ library }: Services): number {
  return largestTotal(library.municipality) * 1024 * 1024;
}

/** Takes the files of a request; too many parts are too many files. */
export async function takeFiles(
  services: Services,
  upload: UploadRequest,
  {
    rule,
    files,
    ownerId,
    recipient,
  }: Pick<DueDocument, 'rule' | 'files'> & {
    readonly ownerId: string;
    readonly recipient?: string | undefined;
  },
  record: (
    attachments: readonly Attachment[],
  ) => ReturnType<Services['stores']['attachments']['add']>,
): Promise<Received> {
  const { uploads, address } = upload;
  if (isSpent(services, address)) {
    return {
      outcome: 'received',
      taken: 0,
      refused: [{ name: '', problem: 'file_too_much_today' }],
    };
  }
  try {
    const { attachmentFiles, clock } = services;
    const received = {
      ownerId,
      rule,
      present: files.length,
      uploads,
      record: async (list: readonly Attachment[]) => {
        const outcomes = await record(list);
        const kept = list.filter((_, at) => outcomes[at] === 'added');
        spend(
          services,
          address,
          kept.reduce((sum, { bytes }) => sum + bytes, 0),
        );
        return outcomes;
      },
    };
    const outcome = await receiveUploads(attachmentFiles, clock, {
      ...received,
      ...(recipient !== undefined && { recipient }),
    });
    const nothing = outcome.taken === 0 && outcome.refused.length === 0;
    return nothing && outcome.outcome !== 'gone'
      ? { ...outcome, refused: [{ name: '', problem: 'file_missing' }] }
      : outcome;
  } catch (error) {
    if (!isTooManyParts(error)) throw error;
    return { outcome: 'received', taken: 0, refused: [{ name: '', problem: 'file_too_many' }] };
  }
}

async function receive(
  services: Services,
  source: FormSource,
  request: FastifyRequest,
  reply: FastifyReply,
  upload: UploadRequest,
) {
  const form = await source.open(request, reply);
  if (form.result === 'submitted' || form.result === 'left') {
    return source.settled(request, reply, form);
  }
  // A session that ended meanwhile costs nobody the file: the form's own token says whose it is.
  const { state } = form;
  const { key } = request.params as DocumentParams;
  const document = await documentIn(services, state, key);
  if (document.rule.deliver !== 'upload') throw new DomainError('page_not_found');
  const shown = { state, document, from: fromCheck(upload.fields) };
  const { attachments } = services.stores;
  const { maxFiles } = document.rule;
  const recipient = recipientOf(services, state.procedure);
  const owner = { ...document, ownerId: state.draft.id, recipient };
  const received = await takeFiles(services, upload, owner, (list) =>
    attachments.add({
      attachments: list,
      room: { maxFiles, maxBytes: roomOf(services) },
      keepUntil: draftExpiry(services.clock.now()),
    }),
  );
  // Sent from another tab while the file was on its way.
  if (received.outcome === 'gone') {
    return source.settled(request, reply, { result: 'submitted', applicationId: state.draft.id });
  }
  if (received.refused.length > 0) {
    reply.code(422);
    const now = await documentIn(services, state, key);
    const said = { refused: received.refused, added: received.taken };
    return renderDocument(services, reply, { ...shown, document: now }, said);
  }
  const href = `${state.place.attachments(request.locale)}/${key}?added=${received.taken}`;
  return reply.redirect(shown.from ? `${href}&from=${shown.from}` : href, 303);
}

/** POST of a file input. */
export async function postFiles(
  services: Services,
  source: FormSource,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const upload = await openUpload(request, reply);
  request.body = upload.fields;
  try {
    return await receive(services, source, request, reply, upload);
  } finally {
    await upload.drain();
  }
}

/** POST of the button "later". */
export async function postLater(
  services: Services,
  source: FormSource,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const raw = (request.body ?? {}) as RawInput;
  const form = await source.open(request, reply);
  if (form.result === 'submitted' || form.result === 'left') {
    return source.settled(request, reply, form);
  }
  const { state } = form;
  const { rule } = await documentIn(services, state, (request.params as DocumentParams).key);
  if (raw['intent'] === 'later' && rule.mayFollow) await putOff(services, state, rule.key);
  const { place } = state;
  const { locale } = request;
  return reply.redirect(fromCheck(raw) ? place.check(locale) : place.attachments(locale), 303);
}

/** Whatever another tab saves meanwhile, this says one thing more and takes nothing away. */
async function putOff({ stores, clock }: Services, state: ApplyState, key: string): Promise<void> {
  let draft: ApplyState['draft'] | undefined = state.draft;
  for (let tries = 0; draft !== undefined && tries < 5; tries += 1) {
    const now = clock.now();
    const saved = await stores.drafts.save({
      id: draft.id,
      revision: draft.revision,
      answers: postpone(draft.answers, key),
      locale: draft.locale,
      now,
      expiresAt: draftExpiry(now),
    });
    if (saved !== 'conflict') return;
    draft = await stores.drafts.find(draft.id);
  }
  throw new DomainError('draft_conflict');
}
