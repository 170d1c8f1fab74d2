import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import type { Pause } from '../../domain/pauses/pause.ts';
import type { VersionHead } from '../../domain/versions/version.ts';
import type { Services } from '../../services.ts';
import { procedurePlain } from '../apply/procedure-text.ts';

/** How a procedure stands: what residents see, and what is being made of it. */
export interface ProcedureState {
  readonly id: string;
  readonly title: string;
  readonly section: string;
  /** shipped: from the folder, as it came; retired: taken off the site; none: never published. */
  readonly online: 'published' | 'shipped' | 'broken' | 'retired' | 'none';
  readonly published?: VersionHead;
  /** Drafts, and what is on its way to be published; newest first. */
  readonly open: readonly VersionHead[];
  /** All of them, newest first. */
  readonly versions: readonly VersionHead[];
  readonly pause?: Pause | undefined;
}

const OPEN = new Set(['draft', 'in_review', 'approved', 'scheduled']);

function stateOf(
  { library, live, words }: Services,
  id: string,
  versions: readonly VersionHead[],
): ProcedureState {
  const current = library.procedures.get(id) ?? library.retired?.get(id);
  const newest = versions[0];
  const published = versions.find(({ state }) => state === 'published');
  const online = library.broken.has(id)
    ? 'broken'
    : library.procedures.has(id)
      ? published
        ? 'published'
        : 'shipped'
      : library.retired?.has(id)
        ? 'retired'
        : 'none';
  return {
    id,
    title: current ? procedurePlain(current, words('ja'), 'title') : (newest?.title ?? id),
    section: current?.section ?? newest?.section ?? '',
    online,
    ...(published && { published }),
    open: versions.filter(({ state }) => OPEN.has(state)),
    versions,
    pause: live.pauseOf(id),
  };
}

/** Who may see it: who makes procedures, and who reviews or stops those of their section. */
function maySee(request: FastifyRequest, section: string): boolean {
  return (
    request.staffMay('procedures.manage') ||
    request.staffMay('procedures.review', section) ||
    request.staffMay('procedures.pause', section)
  );
}

/** All that whoever asks may see, by their titles. */
export async function procedureStates(
  services: Services,
  request: FastifyRequest,
): Promise<readonly ProcedureState[]> {
  const { library, stores } = services;
  const byId = Map.groupBy(await stores.versions.list(), ({ procedureId }) => procedureId);
  const retired = library.retired?.keys() ?? [];
  const ids = new Set([
    ...library.procedures.keys(),
    ...library.broken.keys(),
    ...retired,
    ...byId.keys(),
  ]);
  return [...ids]
    .map((id) => stateOf(services, id, byId.get(id) ?? []))
    .filter(({ section }) => maySee(request, section))
    .sort((a, b) => a.title.localeCompare(b.title, 'ja'));
}

const ID = /^[a-z][a-z0-9-]{0,99}$/;

/** @throws DomainError page_not_found for one that isn't there, or is another section's */
export async function procedureState(
  services: Services,
  request: FastifyRequest,
  id: string,
): Promise<ProcedureState> {
  const { library, stores } = services;
  const versions = ID.test(id) ? await stores.versions.list({ procedureId: id }) : [];
  const isKnown = library.procedures.has(id) || library.broken.has(id) || versions.length > 0;
  const state = stateOf(services, id, versions);
  if (!isKnown || !maySee(request, state.section)) throw new DomainError('page_not_found');
  return state;
}
