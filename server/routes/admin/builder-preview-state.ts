import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { Draft } from '../../domain/applications/application.ts';
import { draftExpiry } from '../../domain/applications/start-draft.ts';
import type { Answers } from '../../domain/fields/answers.ts';
import { compileProcedure, versionOf } from '../../domain/procedures/compile-procedure.ts';
import { journeyOf } from '../../domain/procedures/journey-memo.ts';
import type { Locale } from '../../domain/procedures/locale.ts';
import type { Finding, Journey, Page, Procedure } from '../../domain/procedures/procedure.ts';
import type { Version } from '../../domain/versions/version.ts';
import type { Services } from '../../services.ts';
import { type ApplyState, ruleContext } from '../apply/apply-context.ts';
import type { FormPlace } from '../apply/form-place.ts';
import { madeUpFor } from './builder-made-up.ts';
import { previewPath } from './builder-preview-frame.ts';
import { trialName } from './builder-preview-name.ts';
import { parsedFiles } from './builder-tree.ts';

interface Compiled {
  readonly procedure: Procedure | undefined;
  readonly findings: readonly Finding[];
}

const compiled = new LRUCache<string, Compiled>({ max: 8 });

/** The draft as a form, also while languages and examples are missing; undefined while it is none. */
export function previewProcedure({ library }: Services, version: Version): Compiled {
  const key = `${versionOf(version.files)} ${library.town.today}`;
  let found = compiled.get(key);
  if (found === undefined) {
    const town = { ...library.town, parsed: parsedFiles };
    const { procedure, findings } = compileProcedure(version.files, town);
    found = { procedure, findings };
    compiled.set(key, found);
  }
  return found;
}

function previewPlace(version: string): FormPlace {
  const at = (page: string) => (l: Locale) => previewPath(version, l, page);
  return {
    home: at('start'),
    page: (l, page, row) => previewPath(version, l, page, row),
    rowRemove: (l, page, row) => `${previewPath(version, l, page, row)}/remove`,
    check: at('check'),
    attachments: at('attachments'),
  };
}

/** The answers of nobody to everything above that page; what was answered stays. */
function answersAbove(services: Services, { procedure, draft }: Tried, first: string): Answers {
  const made = madeUpFor(services, procedure, draft.answers);
  const from = procedure.pages.findIndex(({ id }) => id === first);
  const asked = procedure.pages
    .slice(from)
    .flatMap((page) => [page.repeat?.of ?? '', ...page.fields.map(({ id }) => id)]);
  return Object.fromEntries(Object.entries(made).filter(([id]) => !asked.includes(id)));
}

interface Tried {
  readonly procedure: Procedure;
  readonly draft: Draft;
}

/**
 * A page that the answers so far don't lead to is shown all the same, because somebody is working on
 * it: as it is for somebody whose answers lead there, if nobody's do.
 */
function reaching(services: Services, tried: Tried, wanted: string | undefined): Journey {
  const { procedure, draft } = tried;
  const context = ruleContext(services);
  const journey = journeyOf(procedure, draft.answers, context);
  const page = procedure.pages.find(({ id }) => id === wanted);
  const first = page?.repeat?.first ?? page?.id;
  const leadsThere = ({ reached }: Journey) => reached.some((one) => one.page.id === first);
  if (!page || first === undefined || leadsThere(journey)) return journey;
  const made = journeyOf(procedure, answersAbove(services, tried, first), context);
  if (leadsThere(made)) return made;
  const shown = procedure.pages.find(({ id }) => id === first) as Page;
  const reached = { page: shown, complete: false, fields: shown.fields, errors: [] };
  return { ...journey, reached: [...journey.reached, reached] };
}

/** Answers of nobody that could be sent: to what is asked at all, or else as one of the examples goes on. */
export function nobodysAnswers(services: Services, { procedure, draft }: Tried): Answers {
  const context = ruleContext(services);
  const own = madeUpFor(services, procedure, draft.answers);
  const isWhole = (answers: Answers) => {
    const { complete, endedBy } = journeyOf(procedure, answers, context);
    return complete && !endedBy;
  };
  if (draft.revision > 0 || isWhole(own)) return own;
  const examples = procedure.examples.map(({ answers }) => madeUpFor(services, procedure, answers));
  return examples.find(isWhole) ?? own;
}

/** @param services those of the preview */
export async function previewDraft(
  services: Services,
  request: FastifyRequest,
  procedure: Procedure,
): Promise<Draft> {
  const found = await services.stores.drafts.find(trialName(request));
  if (found) return { ...found, version: procedure.version };
  return newDraft(services, request, procedure, {});
}

/** Begins anew, with these answers. */
export async function newDraft(
  services: Services,
  request: FastifyRequest,
  procedure: Procedure,
  answers: Answers,
): Promise<Draft> {
  const now = services.clock.now();
  const draft: Draft = {
    id: trialName(request),
    procedureId: procedure.id,
    version: procedure.version,
    locale: request.locale,
    channel: 'online',
    sessionHash: request.sessionHash,
    revision: 0,
    answers,
    pending: null,
    startedAt: now,
    updatedAt: now,
    expiresAt: draftExpiry(now),
  };
  await services.stores.drafts.create(draft);
  return draft;
}

/** Where the made-up answers lead, and the page that is looked at. */
export function previewState(
  services: Services,
  version: Version,
  procedure: Procedure,
  draft: Draft,
  page?: string,
): ApplyState {
  const context = ruleContext(services);
  return {
    procedure,
    draft,
    context,
    place: previewPlace(version.id),
    contextOn: () => context,
    journey: reaching(services, { procedure, draft }, page),
    walk: (answers) => journeyOf(procedure, answers, context),
  };
}
