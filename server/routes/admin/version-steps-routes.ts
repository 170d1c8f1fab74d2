import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { restoreVersion } from '../../domain/versions/begin-version.ts';
import { archiveVersion, discardVersion } from '../../domain/versions/end-version.ts';
import {
  publishVersion,
  scheduleVersion,
  unscheduleVersion,
} from '../../domain/versions/publish-version.ts';
import { approveVersion, askReview, returnVersion } from '../../domain/versions/review-version.ts';
import type { VersionHead } from '../../domain/versions/version.ts';
import type { StepOutcome, VersionDesk } from '../../domain/versions/version-desk.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { jstMoment } from '../../lib/jst-moment.ts';
import { publishingDesk } from '../../publishing-desk.ts';
import type { Services } from '../../services.ts';
import { deskOf } from './builder-desk.ts';
import { checkNames } from './check-names.ts';
import { saidInForms } from './check-words.ts';
import { gatePlace } from './gate-place.ts';
import { procedureState } from './procedure-states.ts';
import { procedureView } from './procedure-view.ts';
import { REFUSALS, WHY_ENDED } from './step-refusals.ts';

interface StepForm {
  readonly login: string;
  readonly reason: string;
  /** What is new in the version, where the form asks for it. */
  readonly note?: string;
  readonly day: string;
  readonly time: string;
}

type Take = (desk: VersionDesk, head: VersionHead, form: StepForm) => Promise<StepOutcome>;

const MOST_OF_A_NOTE = 200;
/** More is read on the page of the check. */
const MOST_TOLD = 5;
/** What is wrong with what was typed; the others are no fault of any input. */
const OF_INPUT = new Set(['reason_missing', 'moment_not_ahead']);

const actor = ({ login }: StepForm) => `staff:${login}`;

/** Steps by their name in the address; `review`: who looks may take it, too. */
const STEPS: Readonly<Record<string, { readonly take: Take; readonly review?: true }>> = {
  'ask-review': { take: askReview },
  return: { take: returnVersion, review: true },
  approve: { take: approveVersion, review: true },
  publish: { take: (desk, head, form) => publishVersion(desk, head, actor(form), form.note) },
  schedule: {
    take: async (desk, head, form) => {
      const moment = jstMoment(form.day, form.time);
      if (moment === undefined) return { kind: 'moment_not_ahead' };
      return scheduleVersion(desk, head, moment, actor(form), form.note);
    },
  },
  unschedule: { take: (desk, head, form) => unscheduleVersion(desk, head, actor(form)) },
  archive: { take: archiveVersion },
  discard: { take: discardVersion },
};

async function openVersion(services: Services, request: FastifyRequest) {
  const { version: id } = request.params as { version: string };
  const version = /^[\w-]{1,60}$/.test(id) ? await services.stores.versions.find(id) : undefined;
  if (version === undefined) throw new DomainError('page_not_found');
  return { version, state: await procedureState(services, request, version.procedureId) };
}

/** What is new in the version, where the form asks for it and it says something else than before. */
function noteOf(request: FastifyRequest, before: string): { readonly note?: string } {
  const { note: typed } = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof typed !== 'string') return {};
  const note = typed.replace(/\s+/g, ' ').trim().slice(0, MOST_OF_A_NOTE);
  return note === before ? {} : { note };
}

async function takeStep(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { step } = request.params as { step: string };
  const known = Object.hasOwn(STEPS, step) ? STEPS[step] : undefined;
  if (known === undefined) throw new DomainError('page_not_found');
  const { version, state } = await openVersion(services, request);
  const mayReview = known.review && request.staffMay('procedures.review', version.section);
  if (!mayReview && !request.staffMay('procedures.manage')) {
    return reply.notPermitted('procedures.manage', version.id);
  }
  const posted = postedText(request);
  const { login = '' } = request.staff ?? {};
  const reason = posted('reason').slice(0, 2000);
  const note = noteOf(request, version.note);
  const form = { login, reason, day: posted('day'), time: posted('time'), ...note };
  // What was looked at is what goes on.
  const revision = /^\d{1,9}$/.test(posted('revision')) ? Number(posted('revision')) : -1;
  const outcome = await known.take(publishingDesk(services), { ...version, revision }, form);
  if (outcome.kind === 'done') {
    await services.live.refresh();
    return reply.redirect(`${adminPaths.procedure(version.procedureId)}?done=${step}`, 303);
  }
  const desk = deskOf(services, version, request.staffMay('procedures.manage'));
  const errors = outcome.kind === 'gate' ? outcome.errors : [];
  const names = checkNames(desk);
  const items = errors.slice(0, MOST_TOLD).map((finding) => {
    const { href, text } = gatePlace(desk, finding);
    const { message, mend } = saidInForms(names, finding);
    return { text: `${message}${mend}`, href, place: text };
  });
  const { day, time } = form;
  const typed = { reason, ...note, ...(day && { day }), ...(time && { time }) };
  const text =
    step === 'archive' && outcome.kind === 'reason_missing' ? WHY_ENDED : REFUSALS[outcome.kind];
  const isTyped = OF_INPUT.has(outcome.kind);
  const more = Math.max(0, errors.length - MOST_TOLD);
  const check = adminPaths.check(version.id);
  const refused = { version: version.id, step, text, items, more, check, typed, isTyped };
  const now = await procedureState(services, request, state.id);
  reply.code(outcome.kind === 'too_late' ? 409 : 422);
  return reply.officePage(
    'admin/procedure',
    await procedureView(services, request, now, { refused }),
  );
}

/** A new draft with everything of that version. */
async function restore(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { version } = await openVersion(services, request);
  const { hash, procedureId } = version;
  const published = hash && (await services.stores.definitions.find(procedureId, hash));
  const { login = '' } = request.staff ?? {};
  const desk = publishingDesk(services);
  const draft = await restoreVersion(desk, version, login, published || undefined);
  return reply.redirect(adminPaths.version(draft.id), 303);
}

/** Every step of a version's life. */
export async function versionStepsRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.post(
    '/admin/versions/:version/steps/restore',
    { config: { staff: 'procedures.manage' } },
    (request, reply) => restore(services, request, reply),
  );
  app.post(
    '/admin/versions/:version/steps/:step',
    { config: { staff: 'procedures.review' } },
    (request, reply) => takeStep(services, request, reply),
  );
}
