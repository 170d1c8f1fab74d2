import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import {
  type DecisionDesk,
  decisionDesk,
  type ListedStanding,
} from '../../domain/decisions/standing.ts';
import { positionsOf } from '../../domain/procedures/positions.ts';
import { officePaths } from '../../http/office-paths.ts';
import type { Services } from '../../services.ts';
import { type ActorNames, actorNames } from './case/actor-names.ts';
import { FOLLOW_FIRST } from './case-list-query.ts';
import { noteList, rowViews } from './case-list-rows.ts';
import { roundView } from './decisions-view.ts';
import { DECISION_WORDS, ROUND_WORDS } from './decisions-words.ts';

/** What concerns whoever asks. */
export function deskOf(services: Services, request: FastifyRequest): Promise<DecisionDesk> {
  const { stores, clock, library } = services;
  return decisionDesk(stores, clock, {
    staffId: request.staff?.id ?? '',
    sections: request.staffSections('decisions.sign'),
    positions: positionsOf(library.municipality),
  });
}

/** A line of the list: the case, what is to be decided, where it stands. */
export function standingRows(
  services: Services,
  request: FastifyRequest,
  standings: readonly ListedStanding[],
  names: ActorNames,
) {
  const rows = rowViews(
    services,
    standings.map(({ row }) => row),
  );
  const { words } = request;
  return standings.map((standing, index) => ({
    ...rows[index],
    href: officePaths.caseAction(standing.row.applicationId, 'decision'),
    round: roundView(services, standing.round, { words, names, standing }),
  }));
}

function inPlaceRows(services: Services, { inPlace }: DecisionDesk, names: ActorNames) {
  const rows = rowViews(
    services,
    inPlace.map(({ row }) => row),
  );
  return inPlace.map(({ decision, state, signature }, index) => ({
    ...rows[index],
    href: officePaths.caseAction(rows[index]?.id ?? '', 'decision'),
    decision: DECISION_WORDS[decision],
    state: ROUND_WORDS[state],
    who: names.ofStaff(signature.staffId),
    verdict: signature.verdict === 'signed' ? '決裁' : '差し戻し',
  }));
}

const DONE: Readonly<Record<string, string>> = {
  signed: '件に決裁しました。',
  seen: '件を確かめました。',
};

function doneText(request: FastifyRequest): string {
  const { did = '', n = '' } = request.query as Record<string, string>;
  const words = Object.hasOwn(DONE, did) ? DONE[did] : undefined;
  return words && /^\d{1,3}$/.test(n) ? `${n}${words}` : '';
}

/** 決裁: what waits for one's signature, what goes round, what was signed in one's place. */
export async function showDecisions(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  await services.inboxFollower.follow(FOLLOW_FIRST);
  const desk = await deskOf(services, request);
  const names = await actorNames(services);
  const shown = [...desk.toSign, ...desk.mine, ...desk.others, ...desk.returned, ...desk.inPlace];
  const rows = [...new Map(shown.map(({ row }) => [row.applicationId, row])).values()];
  await noteList(services, request, { action: 'decisions.listed', subject: 'decisions', rows });
  const returned = rowViews(
    services,
    desk.returned.map(({ row }) => row),
  );
  return reply.officePage('office/decisions', {
    title: '決裁',
    styles: ['office-list.css', 'office-decisions.css'],
    done: doneText(request),
    toSign: standingRows(services, request, desk.toSign, names),
    mine: standingRows(services, request, desk.mine, names),
    others: standingRows(services, request, desk.others, names),
    returned: desk.returned.map(({ round }, index) => ({
      ...returned[index],
      href: officePaths.caseAction(round.applicationId, 'decision'),
      round: roundView(services, round, { words: request.words, names }),
    })),
    inPlace: inPlaceRows(services, desk, names),
  });
}

type Counts = Awaited<ReturnType<typeof countDecisions>>;

/** Whatever staff do here is counted at once; what comes from elsewhere, within that time. */
const COUNTED_MS = 5000;

const counted = new WeakMap<Services, LRUCache<string, { readonly counts: Counts }>>();

function memoryOf(services: Services) {
  const known = counted.get(services);
  if (known) return known;
  const memory = new LRUCache<string, { readonly counts: Counts }>({ max: 500, ttl: COUNTED_MS });
  counted.set(services, memory);
  return memory;
}

/** To be called when somebody of the staff has done something. */
export function countDecisionsAnew(services: Services): void {
  memoryOf(services).clear();
}

/** For the start page: how much waits. Reckoned from all that goes round, so not with every list. */
export async function decisionCounts(services: Services, request: FastifyRequest): Promise<Counts> {
  const memory = memoryOf(services);
  const key = `${request.staff?.id} ${request.staffSections('decisions.sign')}`;
  const known = memory.get(key);
  if (known) return known.counts;
  const counts = await countDecisions(services, request);
  memory.set(key, { counts });
  return counts;
}

async function countDecisions(services: Services, request: FastifyRequest) {
  if (!request.staffMay('decisions.sign')) return undefined;
  const { toSign, mine, returned, inPlace } = await deskOf(services, request);
  const counts = { toSign: toSign.length, mine: mine.length, returned: returned.length };
  const all = { ...counts, inPlace: inPlace.length, href: officePaths.decisions() };
  return toSign.length + mine.length + returned.length + inPlace.length > 0 ? all : undefined;
}

/** 後閲: whoever was away has looked at what was signed in their place. */
export async function markSeen(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock } = services;
  const { staff } = request;
  if (staff === undefined) return reply.notPermitted('decisions.sign');
  const body = (request.body ?? {}) as Record<string, unknown>;
  const wanted = new Set([body['id']].flat());
  const { inPlace } = await deskOf(services, request);
  const ids = [...new Set(inPlace.map(({ row }) => row.applicationId))];
  const seen = ids.filter((id) => wanted.has(id));
  for (const applicationId of seen) {
    const view = { applicationId, staffId: staff.id, actor: `staff:${staff.login}` as const };
    await stores.caseViews.note({ ...view, action: 'decision.seen', at: clock.now() });
  }
  return reply.redirect(officePaths.decisions(`did=seen&n=${seen.length}`), 303);
}
