import { patternsOf } from './action-kinds.ts';
import type { AuditFilter, AuditStore } from './audit-store.ts';

/** Somebody had a case before their eyes: looked at it, found it in a list, took it out or changed it. */
export interface Sighting {
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly caseId: string;
}

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/**
 * For the report of a leak (個人情報保護法68条): who saw which cases when, in portions, oldest first.
 * A list counts for each case that it named. Residents themselves and the system are left out.
 * @param staffIds ids in the log that are people of the town, not cases
 */
export async function* sightings(
  audit: Pick<AuditStore, 'portions'>,
  filter: Pick<AuditFilter, 'from' | 'to' | 'about'>,
  staffIds: ReadonlySet<string>,
): AsyncGenerator<readonly Sighting[]> {
  const actions = patternsOf('exported', 'read', 'changed');
  const only = filter.about && new Set(filter.about);
  for await (const entries of audit.portions({ ...filter, actions })) {
    yield entries
      .filter(({ actor }) => actor !== 'resident' && actor !== 'system' && actor !== 'provider')
      .flatMap(({ at, actor, action, subject, detail }) => {
        const found = `${subject} ${JSON.stringify(detail)}`.match(ID) ?? [];
        return [...new Set(found)]
          .filter((id) => !staffIds.has(id) && (only === undefined || only.has(id)))
          .map((caseId) => ({ at, actor, action, caseId }));
      });
  }
}

/** What one person saw, in short. */
export interface Onlooker {
  readonly actor: string;
  readonly cases: number;
  readonly times: number;
  readonly first: Date;
  readonly last: Date;
}

/** One line for each person, the earliest first. */
export async function onlookers(
  portions: AsyncIterable<readonly Sighting[]>,
): Promise<readonly Onlooker[]> {
  const found = new Map<
    string,
    { cases: Set<string>; times: number; readonly first: Date; last: Date }
  >();
  for await (const portion of portions) {
    for (const { actor, at, caseId } of portion) {
      const own = found.get(actor) ?? { cases: new Set(), times: 0, first: at, last: at };
      own.cases.add(caseId);
      own.times += 1;
      own.last = at;
      found.set(actor, own);
    }
  }
  return [...found]
    .map(([actor, { cases, ...own }]) => ({ actor, cases: cases.size, ...own }))
    .sort((a, b) => a.first.getTime() - b.first.getTime());
}
