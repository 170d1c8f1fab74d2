import type { FormCount } from './form-count.ts';
import { type FormSums, formSums } from './form-sums.ts';
import { medianSeconds } from './time-band.ts';
import {
  CHECK_PAGE,
  type GroupUnderstanding,
  type PageUnderstanding,
  type Understanding,
} from './understanding.ts';

function pageOf(found: FormSums, page: string): PageUnderstanding {
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

function groupsOf(found: FormSums, name: 'locale' | 'device' | 'source'): GroupUnderstanding[] {
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
  const found = formSums(counts);
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
