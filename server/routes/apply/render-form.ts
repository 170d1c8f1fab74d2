import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProposedPerson } from '../../domain/applications/known-people.ts';
import { pendingAt } from '../../domain/applications/pending-input.ts';
import type { Answers, FieldError, RawInput } from '../../domain/fields/answers.ts';
import { toRawPage } from '../../domain/fields/to-raw-page.ts';
import type { Page } from '../../domain/procedures/procedure.ts';
import { rowScope } from '../../domain/procedures/row-scope.ts';
import { rowsOf } from '../../domain/procedures/rows.ts';
import { downtimeNotices } from '../../http/downtime-notices.ts';
import { paths } from '../../http/paths.ts';
import { csrfToken } from '../../http/session.ts';
import type { Words } from '../../http/words.ts';
import { freshBytes } from '../../lib/fresh-bytes.ts';
import type { Services } from '../../services.ts';
import { answerText } from './answer-text.ts';
import { type ApplyState, draftSigner, dueOf } from './apply-context.ts';
import { readBoth } from './beside-japanese.ts';
import { contactView } from './contact-view.ts';
import { FORM_INPUTS } from './form-inputs.ts';
import { type FormPageArgs, formPageView } from './form-page-view.ts';
import { renderSkeleton } from './form-skeletons.ts';
import { chosenPerson, peopleFor, peopleView } from './people-view.ts';
import { pickerExtras } from './picker-extras.ts';
import { againText } from './refused-before.ts';
import { remarksFor, townNote } from './remarks.ts';
import { newRowId } from './row-place.ts';
import { keepSettled } from './settled-answers.ts';

export interface FormRequest {
  readonly state: ApplyState;
  readonly page: Page;
  readonly row?: number;
  /** What was typed just now; without it the saved answers (or what was kept unsent) are shown. */
  readonly raw?: RawInput;
  readonly errors?: readonly FieldError[];
  readonly notice?: FormPageArgs['notice'];
  readonly fromCheck: boolean;
  /** Calendar month and day, item search: from the address or from what was typed. */
  readonly query: RawInput;
}

/** The row that is being changed; undefined on other pages and for a new one. */
function savedRow({ state, page, row }: FormRequest): Answers | undefined {
  return page.repeat && row !== undefined
    ? rowsOf(state.draft.answers, page.repeat.of)[row]
    : undefined;
}

function savedAnswers(form: FormRequest): Answers {
  return form.row === undefined ? form.state.draft.answers : (savedRow(form) ?? {});
}

/** What stands in the inputs: typed now, else typed before and not sent, else saved. */
function rawOf(form: FormRequest): RawInput {
  if (form.raw) return form.raw;
  const pending = pendingAt(form.state.draft, form);
  if (pending) return keepSettled(form.state, form, pending.raw);
  return toRawPage(form.page.fields, savedAnswers(form));
}

function isEmpty(raw: RawInput): boolean {
  return Object.entries(raw).every(
    ([name, value]) => FORM_INPUTS.has(name) || value === undefined || value.length === 0,
  );
}

/** In a correction: how what is settled on this page reads; what turned out to be wrong is open. */
function settledTexts(
  services: Services,
  form: FormRequest,
  words: Words,
): FormPageArgs['settled'] {
  const { state, page, row, errors = [] } = form;
  const settled = state.settledOn?.(page, row);
  if (settled === undefined) return undefined;
  const faulty = new Set(errors.map(({ field }) => field.split('.')[0]));
  const answers = savedAnswers(form);
  const { resources, catalogues } = services;
  const open = page.fields.filter(({ id }) => settled.has(id) && !faulty.has(id));
  return new Map(
    open.map((field) => [
      field.id,
      answerText(field, answers[field.id], words, state.procedure, { resources, catalogues }),
    ]),
  );
}

/** Nothing typed, nothing to look up: the page, with its complaints, is the same for everybody. */
function isPlain(request: FastifyRequest, form: FormRequest, raw: RawInput): boolean {
  return (
    isEmpty(raw) &&
    savedRow(form) === undefined &&
    form.notice === undefined &&
    form.state.draft.caseOf === undefined &&
    !request.url.includes('?') &&
    // Two people look at it, and its bar says who one of them is.
    request.sitting === undefined &&
    !form.page.fields.some(({ type }) => type === 'slot_picker' || type === 'item_picker')
  );
}

/** The downtimes that the page announces, as it words them: another one is another page. */
async function announced({ downtimeBoard, clock }: Services, words: Words): Promise<string> {
  const downtimes = await downtimeBoard.ahead();
  const notices = downtimeNotices('apply/form', { downtimes, words, now: clock.now() });
  return notices.map(({ text }) => text.value).join(' ');
}

interface Tokens {
  readonly csrf: string;
  readonly token: string;
  readonly revision: number;
  readonly newRow: string;
}

async function modelIn(
  services: Services,
  form: FormRequest & { readonly raw: RawInput; readonly people: readonly ProposedPerson[] },
  { csrf, token, revision, newRow }: Tokens,
  words: Words,
) {
  const { state, page, row } = form;
  const scope = row === undefined ? undefined : rowScope(state.journey, page, row);
  const from = form.fromCheck ? ('check' as const) : undefined;
  const model = formPageView({
    procedure: state.procedure,
    words,
    journey: state.journey,
    page,
    row,
    ...(page.repeat && { newRowId: newRow }),
    rows: page.repeat && rowsOf(state.draft.answers, page.repeat.of),
    scope,
    raw: form.raw,
    errors: form.errors ?? [],
    draft: { token, revision },
    csrf,
    paths,
    place: state.place,
    today: state.context.today,
    hasDocuments: dueOf(state).length > 0,
    notice: form.notice,
    remarks: state.note
      ? remarksFor(state.note, page, row, words)
      : state.remarksOn?.(page, row, words),
    settled: settledTexts(services, form, words),
    returned: state.note && townNote(state.note, words),
    extras: await pickerExtras(services, { ...form, scope: scope ?? state.journey.scope }, words),
    resources: services.resources,
    contact: contactView(state.procedure, words, services.library.municipality),
    from,
    again: againText(form),
  });
  const chosen = chosenPerson(form.people, form.query);
  return { ...model, people: peopleView(form.people, form, { words, from, chosen }) };
}

/** Shows one page of a form, or one row of a repeat. */
export async function renderForm(
  services: Services,
  reply: FastifyReply,
  form: FormRequest,
): Promise<string | Buffer> {
  const { state, page } = form;
  const { request } = reply;
  // What was typed just now is not covered by anybody's data.
  const people = form.raw === undefined ? await peopleFor(form) : [];
  const chosen = chosenPerson(people, form.query);
  const raw = { ...rawOf(form), ...(chosen && toRawPage(page.fields, chosen.answers)) };
  const tokens = {
    csrf: csrfToken(reply),
    token: draftSigner(services).sign(state.draft.id),
    revision: state.draft.revision,
    newRow: page.repeat ? (newRowId(raw) ?? freshBytes(9).toString('base64url')) : '',
  };
  const model = await readBoth(services, request, (words) =>
    modelIn(services, { ...form, raw, people }, tokens, words),
  );
  if (!isPlain(request, form, raw)) return reply.page('apply/form', model);
  const { version } = state.procedure;
  const told = await announced(services, request.words);
  return renderSkeleton(reply, model, { version, today: state.context.today, told }, tokens);
}
