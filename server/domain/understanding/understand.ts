import type { FormCount, FormMeasure } from './form-count.ts';
import { medianSeconds } from './time-band.ts';

/** One page of the form, in the order of the definition; the last is `check`. */
interface PageUnderstanding {
  readonly page: string;
  readonly reached: number;
  readonly passed: number;
  /** Of those that reached it, how many never passed, 0 to 1; null: nobody reached it. */
  readonly dropOff: number | null;
  /** Times it came back with errors, for each time that it was passed; null: nobody passed. */
  readonly refusedPerPass: number | null;
  readonly medianSeconds: number | undefined;
  readonly left: number;
}

interface FieldTrouble {
  readonly page: string;
  readonly field: string;
  readonly code: string;
  readonly count: number;
}

export interface GroupUnderstanding {
  readonly key: string;
  readonly started: number;
  readonly sent: number;
}

interface ReturnTrouble {
  /** `fields.<id>` or `attachments.<key>`. */
  readonly about: string;
  readonly reason: string;
  readonly count: number;
}

export interface Understanding {
  readonly started: number;
  readonly sent: number;
  readonly pages: readonly PageUnderstanding[];
  /** Most frequent first. */
  readonly fields: readonly FieldTrouble[];
  readonly locales: readonly GroupUnderstanding[];
  readonly devices: readonly GroupUnderstanding[];
  readonly sources: readonly GroupUnderstanding[];
  readonly returns: readonly ReturnTrouble[];
  /** Half of those who sent it needed at most so long on all pages together, seconds. */
  readonly medianSeconds: number | undefined;
}

export const CHECK_PAGE = 'check';

interface Sums {
  of(measure: FormMeasure, key: string, slice?: string): number;
  /** Key or slice (behind its `name:`) → count. */
  keys(measure: FormMeasure): ReadonlyMap<string, number>;
  slices(measure: FormMeasure, key: string, name: string): ReadonlyMap<string, number>;
}

function sums(counts: readonly FormCount[]): Sums {
  const all = new Map<string, number>();
  const id = (...parts: string[]) => JSON.stringify(parts);
  for (const { measure, key, slice, count } of counts) {
    const at = id(measure, key, slice);
    all.set(at, (all.get(at) ?? 0) + count);
  }
  const entries = [...all].map(([at, count]) => ({ at: JSON.parse(at) as string[], count }));
  return {
    of: (measure, key, slice = '') => all.get(id(measure, key, slice)) ?? 0,
    keys: (measure) =>
      new Map(
        entries
          .filter(({ at }) => at[0] === measure && at[2] === '')
          .map(({ at, count }) => [at[1] as string, count]),
      ),
    slices: (measure, key, name) =>
      new Map(
        entries
          .filter(({ at }) => at[0] === measure && at[1] === key && at[2]?.startsWith(`${name}:`))
          .map(({ at, count }) => [(at[2] as string).slice(name.length + 1), count]),
      ),
  };
}

function pageOf(found: Sums, page: string): PageUnderstanding {
  // Who began in the month before may pass in this one: never more passed than came.
  const passed = found.of('page_passed', page);
  const reached = Math.max(found.of('page_reached', page), passed);
  const bands = [...found.slices('page_time', page, 'time')];
  return {
    page,
    reached,
    passed,
    dropOff: reached === 0 ? null : (reached - passed) / reached,
    refusedPerPass: passed === 0 ? null : found.of('page_refused', page) / passed,
    medianSeconds: medianSeconds(new Map(bands.map(([end, count]) => [Number(end), count]))),
    left: found.of('page_left', page),
  };
}

function groupsOf(found: Sums, name: 'locale' | 'device' | 'source'): GroupUnderstanding[] {
  const sent = found.slices('page_passed', CHECK_PAGE, name);
  return [...found.slices('started', '', name)]
    .map(([key, started]) => ({ key, started, sent: sent.get(key) ?? 0 }))
    .sort((a, b) => b.started - a.started || (a.key < b.key ? -1 : 1));
}

const mostFirst = <T extends { readonly count: number }>(all: readonly T[]): T[] =>
  [...all].sort((a, b) => b.count - a.count);

/**
 * What the counts of some months say about a procedure.
 * @param pages ids in the order of the definition
 */
export function understand(counts: readonly FormCount[], pages: readonly string[]): Understanding {
  const found = sums(counts);
  const all = [...pages, CHECK_PAGE].map((page) => pageOf(found, page));
  const times = all.flatMap(({ medianSeconds: one }) => (one === undefined ? [] : [one]));
  return {
    started: found.of('started', ''),
    sent: found.of('page_passed', CHECK_PAGE),
    pages: all,
    fields: mostFirst(
      [...found.keys('field_refused')].map(([key, count]) => {
        const [page = '', field = '', code = ''] = key.split('/');
        return { page, field, code, count };
      }),
    ),
    locales: groupsOf(found, 'locale'),
    devices: groupsOf(found, 'device'),
    sources: groupsOf(found, 'source'),
    returns: mostFirst(
      [...found.keys('returned')].map(([key, count]) => {
        const [about = '', reason = ''] = key.split('/');
        return { about, reason, count };
      }),
    ),
    medianSeconds: times.length === 0 ? undefined : times.reduce((sum, one) => sum + one, 0),
  };
}
