import { addDays } from '../../lib/jst-date.ts';
import type { ExportQuery } from './export-job.ts';
import type { CaseHead, HandOverStore } from './hand-over-store.ts';

/** Under this name the files of staff stand among the systems that have acknowledged. */
export const FILE_SYSTEM = 'export';

/** So many cases of all procedures are looked at in one go. */
const SCANNED = 500;

async function notFetched(
  store: HandOverStore,
  cases: readonly CaseHead[],
): Promise<readonly CaseHead[]> {
  const ids = cases.map(({ id }) => id);
  const fetched = await store.acknowledged(FILE_SYSTEM, ids);
  const versions = fetched.size > 0 ? await store.versions([...fetched.keys()]) : new Map();
  return cases.filter(({ id }) => {
    const known = fetched.get(id);
    return known === undefined || known.version < (versions.get(id) ?? 0);
  });
}

/**
 * The cases that a query asks for, in portions, in the order of their receipt. `pace` is called in
 * between; what it throws ends the search.
 */
export async function* findCases(
  store: HandOverStore,
  query: Pick<ExportQuery, 'procedureId' | 'from' | 'to' | 'statuses' | 'onlyNew'>,
  pace: () => Promise<void>,
): AsyncGenerator<readonly CaseHead[]> {
  const midnight = (day: string) => new Date(`${day}T00:00:00+09:00`);
  const range = { from: midnight(query.from), to: midnight(addDays(query.to, 1)) };
  let after: CaseHead | undefined;
  for (;;) {
    const scanned = await store.scan({ ...range, limit: SCANNED, ...(after && { after }) });
    const fitting = scanned.filter(
      ({ procedureId, status }) =>
        procedureId === query.procedureId &&
        (query.statuses.length === 0 || query.statuses.includes(status)),
    );
    const wanted = query.onlyNew ? await notFetched(store, fitting) : fitting;
    if (wanted.length > 0) yield wanted;
    await pace();
    after = scanned.at(-1);
    if (scanned.length < SCANNED) return;
  }
}

/** How many cases a query asks for; stops counting behind `most`. */
export async function countCases(
  store: HandOverStore,
  query: ExportQuery,
  { most = Number.POSITIVE_INFINITY, pace }: { most?: number; pace: () => Promise<void> },
): Promise<number> {
  let count = 0;
  for await (const portion of findCases(store, query, pace)) {
    count += portion.length;
    if (count > most) return count;
  }
  return count;
}
