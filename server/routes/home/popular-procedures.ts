import type { Procedure } from '../../domain/procedures/procedure.ts';
import { addMonths, todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';

const MONTHS = 3;
const SHOWN = 4;
const KEEP_MS = 10 * 60_000;

const kept = new WeakMap<Services, { at: number; ids: Promise<readonly string[]> }>();

async function mostReceived(services: Services, now: Date): Promise<readonly string[]> {
  const today = todayInTokyo(now);
  const received = new Map<string, number>();
  const [from, to] = [addMonths(today, -MONTHS), today].map((day) => day.slice(0, 7));
  const { indicatorCounts } = services.stores;
  for (const row of await indicatorCounts.sums(from ?? '', to ?? '', ['received'])) {
    received.set(row.procedureId, (received.get(row.procedureId) ?? 0) + row.count);
  }
  return [...received].sort(([, a], [, b]) => b - a).map(([id]) => id);
}

/**
 * All procedures, first what people apply for most in these months. Asked at most every ten
 * minutes; in the order of the library when the database doesn't answer.
 */
export async function proceduresByUse(services: Services): Promise<readonly Procedure[]> {
  const now = services.clock.now();
  const last = kept.get(services);
  if (!last || now.getTime() - last.at > KEEP_MS) {
    kept.set(services, { at: now.getTime(), ids: mostReceived(services, now).catch(() => []) });
  }
  const ids = (await kept.get(services)?.ids) ?? [];
  const { procedures } = services.library;
  return [...procedures.values()].sort((a, b) => rank(ids, a.id) - rank(ids, b.id));
}

/** The few that the home page leads to. */
export async function popularProcedures(services: Services): Promise<readonly Procedure[]> {
  return (await proceduresByUse(services)).slice(0, SHOWN);
}

function rank(ids: readonly string[], id: string): number {
  const at = ids.indexOf(id);
  return at < 0 ? ids.length : at;
}
