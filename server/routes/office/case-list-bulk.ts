import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { takeUpApplication } from '../../domain/cases/take-up-application.ts';
import { DomainError } from '../../domain/errors.ts';
import { assignCase } from '../../domain/inbox/assign-case.ts';
import { type BulkAction, type BulkPlan, planBulk } from '../../domain/inbox/bulk-plan.ts';
import type { CaseWorker, InboxRow } from '../../domain/inbox/inbox-store.ts';
import { officePaths } from '../../http/office-paths.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { bulkView } from './case-list-bulk-view.ts';
import { FOLLOW_FIRST, PAGE_ROWS } from './case-list-query.ts';
import { noteList } from './case-list-rows.ts';
import { postedList } from './case-list-saved.ts';
import { withReadableNames } from './protections-rows.ts';

/** The button that was pressed: `to` is only asked on the next page. */
export type BulkButton = 'take_up' | 'assign_me' | 'assign';

const BUTTONS: readonly string[] = ['take_up', 'assign_me', 'assign'] satisfies BulkButton[];

export interface BulkRequest {
  readonly button: BulkButton;
  readonly rows: readonly InboxRow[];
  readonly workers: readonly CaseWorker[];
  readonly here: string;
  /** Whom to give them to, as chosen: '' = not chosen yet, 'nobody'. */
  readonly to: string;
  /** Protected ones that whoever asks, or whom they are for, must not read. */
  readonly kept: ReadonlySet<string>;
}

/** Ticked one by one in the list; all in one field on the page that asks again. */
const listOf = (value: unknown): string[] =>
  [value].flat().flatMap((one) => (typeof one === 'string' ? one.split(' ') : []));

/** Ticked rows that whoever asks may see at all, and what is to be done with them. */
async function readBulk(services: Services, request: FastifyRequest): Promise<BulkRequest> {
  const { stores, clock, inboxFollower } = services;
  const body = (request.body ?? {}) as Record<string, unknown>;
  const ids = [...new Set(listOf(body['id']))].slice(0, PAGE_ROWS);
  const sections = request.staffSections('cases.list');
  await inboxFollower.follow(FOLLOW_FIRST);
  const found = await withReadableNames(services, request, await stores.inbox.findMany(ids));
  const byId = new Map(found.map((row) => [row.applicationId, row]));
  const action = String(body['action'] ?? '');
  const to = typeof body['to'] === 'string' ? body['to'] : '';
  const people = [request.staff?.id ?? '', ...(/^(nobody)?$/.test(to) ? [] : [to])];
  const kept = await Promise.all(people.map((id) => stores.protections.keptFrom(id)));
  return {
    button: BUTTONS.includes(action) ? (action as BulkButton) : 'assign_me',
    // In the order in which they stood in the list.
    rows: ids.flatMap((id) => byId.get(id) ?? []).filter((row) => sections.includes(row.section)),
    workers: await stores.inbox.workers(
      sections,
      todayInTokyo(clock.now()),
      services.live.grants['cases.work'],
    ),
    here: postedList(request, 'list'),
    to,
    kept: new Set(kept.flatMap((one) => [...one])),
  };
}

function actionOf({ button, to }: BulkRequest, me: string): BulkAction {
  if (button === 'take_up') return { action: 'take_up' };
  if (button === 'assign_me') return { action: 'assign', staffId: me };
  return { action: 'assign', staffId: to === 'nobody' ? null : to };
}

function planFor(request: FastifyRequest, bulk: BulkRequest): BulkPlan {
  const permission = bulk.button === 'assign' ? 'cases.assign' : 'cases.work';
  const action = actionOf(bulk, request.staff?.id ?? '');
  return planBulk(bulk.rows, action, {
    kept: bulk.kept,
    may: (section) => request.staffMay(permission, section),
    worksIn: (id) =>
      new Set(bulk.workers.filter((one) => one.id === id).map(({ section }) => section)),
  });
}

/** Whom to give them to is asked on this page: until it is chosen, whoever could be is still open. */
function planToAsk(request: FastifyRequest, bulk: BulkRequest): BulkPlan {
  if (bulk.button !== 'assign') return planFor(request, bulk);
  return planBulk(
    bulk.rows,
    { action: 'assign', staffId: '' },
    {
      kept: bulk.kept,
      may: (section) => request.staffMay('cases.assign', section),
      worksIn: () => new Set(bulk.workers.map(({ section }) => section)),
    },
  );
}

async function ask(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  bulk: BulkRequest,
  error?: string,
) {
  if (bulk.button === 'assign' && !request.staffMay('cases.assign')) {
    return reply.notPermitted('cases.assign');
  }
  const subject = `bulk ${bulk.button}`;
  await noteList(services, request, { action: 'cases.listed', subject, rows: bulk.rows });
  const plan = planToAsk(request, bulk);
  return reply.officePage('office/case-list-bulk', bulkView(services, bulk, plan, error));
}

/** Each by itself: what can't be done to one is no reason to leave the others. */
async function carryOut(
  { stores, clock }: Services,
  request: FastifyRequest,
  bulk: BulkRequest,
  rows: readonly InboxRow[],
): Promise<readonly string[]> {
  const by = `staff:${request.staff?.login ?? ''}` as const;
  const me = request.staff?.id ?? '';
  const action = actionOf(bulk, me);
  if (action.action === 'assign') {
    const applicationIds = rows.map(({ applicationId }) => applicationId);
    return assignCase(stores, clock, { applicationIds, staffId: action.staffId, by });
  }
  const done: string[] = [];
  for (const { applicationId } of rows) {
    try {
      await takeUpApplication(stores, clock, { applicationId, by });
      done.push(applicationId);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === 'storage_unavailable') throw error;
    }
  }
  // As it is by now: somebody may have been made responsible meanwhile.
  const nobodys = (await stores.inbox.findMany(done)).filter((row) => row.assigneeId === null);
  const applicationIds = nobodys.map(({ applicationId }) => applicationId);
  await assignCase(stores, clock, { applicationIds, staffId: me, by });
  return done;
}

async function carryOutAll(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const bulk = await readBulk(services, request);
  const isChosen = bulk.to === 'nobody' || bulk.workers.some(({ id }) => id === bulk.to);
  if (bulk.button === 'assign' && !isChosen) {
    reply.code(422);
    return ask(services, request, reply, bulk, '担当者を選んでください。');
  }
  const { does, leaves } = planFor(request, bulk);
  const done = new Set(await carryOut(services, request, bulk, does));
  const late = does.filter(({ applicationId }) => !done.has(applicationId));
  if (leaves.length + late.length === 0 && done.size > 0) {
    const did = bulk.button === 'take_up' ? 'take_up' : 'assign';
    const back = `${bulk.here}${bulk.here && '&'}did=${did}&n=${done.size}`;
    return reply.redirect(officePaths.cases(back), 303);
  }
  const moved = late.map((row) => ({ row, why: 'not_new' as const }));
  const result = {
    does: does.filter(({ applicationId }) => done.has(applicationId)),
    leaves: [...leaves, ...moved],
  };
  const view = bulkView(services, bulk, result);
  return reply.officePage('office/case-list-bulk', { ...view, title: '結果', isDone: true });
}

/** The same step for several ticked cases: first what would happen, then it happens. */
export async function caseBulkRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'cases.work' } as const;
  app.post(officePaths.caseBulk(), { config }, async (request, reply) =>
    ask(services, request, reply, await readBulk(services, request)),
  );
  app.post(officePaths.caseBulkDone(), { config }, (request, reply) =>
    carryOutAll(services, request, reply),
  );
}
