import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Application } from '../../domain/applications/application.ts';
import { livingEvents } from '../../domain/cases/living-events.ts';
import { type LeftOutDecision, leftOut } from '../../domain/decisions/left-out.ts';
import type { ListedStanding } from '../../domain/decisions/standing.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import { officePaths } from '../../http/office-paths.ts';
import type { Services } from '../../services.ts';
import { actorNames } from './case/actor-names.ts';
import { IDENTITY_MISSING } from './case/identity-words.ts';
import { type Seen, seqOf, signOne } from './decision-sign-one.ts';
import { deskOf, standingRows } from './decisions-list.ts';
import { DECISION_WHY } from './decisions-words.ts';

/** More at once nobody has looked at. */
const MOST_AT_ONCE = 50;

const LEFT_OUT: Readonly<Record<LeftOutDecision, string>> = {
  protected: '支援措置の申請です。1件ずつ開いて決裁してください。',
  identity: IDENTITY_MISSING,
};

interface Planned extends ListedStanding {
  readonly application: Application;
  readonly procedure: Procedure;
}

interface Plan {
  readonly does: readonly Planned[];
  readonly leaves: readonly { readonly standing: ListedStanding; readonly why: string }[];
}

async function planSigning(
  services: Services,
  request: FastifyRequest,
  ids: readonly string[],
): Promise<Plan> {
  const { stores, procedureVersion } = services;
  const { toSign } = await deskOf(services, request);
  const does: Planned[] = [];
  const leaves: Plan['leaves'][number][] = [];
  for (const id of ids) {
    const standing = toSign.find(({ row }) => row.applicationId === id);
    const application = standing && (await stores.applications.find(id));
    if (!standing || !application) continue;
    const procedure = await procedureVersion(application.procedureId, application.version);
    const events = livingEvents(await stores.cases.timeline(id));
    if (procedure === undefined) continue;
    const why = leftOut(standing, procedure, events);
    if (why === undefined) does.push({ ...standing, application, procedure });
    else leaves.push({ standing, why: LEFT_OUT[why] });
  }
  return { does, leaves };
}

const listOf = (value: unknown): string[] =>
  [value].flat().filter((one): one is string => typeof one === 'string');

function wantedIds({ body }: FastifyRequest): readonly string[] {
  const fields = (body ?? {}) as Record<string, unknown>;
  return [...new Set(listOf(fields['id']))].slice(0, MOST_AT_ONCE);
}

async function planPage(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  { does, leaves }: Plan,
  { isDone, gone }: { readonly isDone: boolean; readonly gone: number },
) {
  const names = await actorNames(services);
  const rows = standingRows(services, request, does, names);
  const left = standingRows(
    services,
    request,
    leaves.map(({ standing }) => standing),
    names,
  );
  return reply.officePage('office/decisions-plan', {
    title: isDone ? '決裁の結果' : 'まとめて決裁する',
    styles: ['office-list.css', 'office-decisions.css'],
    scripts: ['once.js'],
    isDone,
    gone,
    does: rows.map((row, index) => {
      const { round, signers } = does[index] as Planned;
      const own = signers.find(({ staffId }) => staffId === request.staff?.id);
      const isLast = own?.seats.at(-1)?.step === round.route.length;
      return { ...row, isLast, item: `${round.applicationId} ${round.round} ${seqOf(round)}` };
    }),
    leaves: leaves.map(({ why }, index) => ({ row: left[index], why })),
  });
}

/** What several signatures would do, and what is left out and why. */
export async function planMany(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const ids = wantedIds(request);
  const plan = await planSigning(services, request, ids);
  const gone = ids.length - plan.does.length - plan.leaves.length;
  return planPage(services, request, reply, plan, { isDone: false, gone });
}

/** Each by itself, as it was seen on the page before: what has moved since stays as it is. */
export async function signMany(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const items = listOf(((request.body ?? {}) as Record<string, unknown>)['item']);
  const seen = new Map(
    items.slice(0, MOST_AT_ONCE).map((item): [string, Seen] => {
      const [id = '', round, seq] = item.split(' ');
      return [id, { round: Number(round), seq: Number(seq) }];
    }),
  );
  const plan = await planSigning(services, request, [...seen.keys()]);
  const done: Planned[] = [];
  const late: Plan['leaves'][number][] = [];
  for (const planned of plan.does) {
    const { application, procedure, round } = planned;
    const at = seen.get(application.id) ?? { round: 0, seq: 0 };
    const signing = { application, procedure, decision: round.decision, seen: at };
    try {
      await signOne(services, request, { ...signing, verdict: 'signed' });
      done.push(planned);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === 'storage_unavailable') throw error;
      const why = DECISION_WHY[String(error.detail['why'])] ?? DECISION_WHY['moved'] ?? '';
      late.push({ standing: planned, why });
    }
  }
  const leaves = [...plan.leaves, ...late];
  const gone = seen.size - done.length - leaves.length;
  if (leaves.length + gone === 0 && done.length > 0) {
    return reply.redirect(officePaths.decisions(`did=signed&n=${done.length}`), 303);
  }
  return planPage(services, request, reply, { does: done, leaves }, { isDone: true, gone });
}
