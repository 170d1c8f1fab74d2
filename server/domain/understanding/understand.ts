import { apart } from './finished-rate.ts';
import type { FormCount } from './form-count.ts';
import { type FormSums, formSums } from './form-sums.ts';
import { questionOf } from './question-of.ts';
import { medianSeconds } from './time-band.ts';
import {
  CHECK_PAGE,
  type FieldTrouble,
  type GroupUnderstanding,
  type PageUnderstanding,
  type Understanding,
} from './understanding.ts';

function pageOf(found: FormSums, page: string): PageUnderstanding {
  // Who began in the month before may pass in this one: never more passed than came.
  const passed = found.of('page_passed', page);
  const reached = Math.max(found.of('page_reached', page), passed);
  const refused = found.of('page_refused', page);
  const atCounter = found.of('at_counter', page);
  const gaveUp = Math.max(0, reached - passed - apart(atCounter));
  const bands = [...found.slices('page_time', page, 'time')];
  return {
    page,
    reached,
    passed,
    atCounter,
    gaveUp,
    dropOff: reached === 0 ? null : gaveUp / reached,
    refused,
    refusedPerPass: passed === 0 ? null : refused / passed,
    medianSeconds: medianSeconds(new Map(bands.map(([end, count]) => [Number(end), count]))),
    left: found.of('page_left', page),
  };
}

function groupsOf(found: FormSums, name: 'locale' | 'device' | 'source'): GroupUnderstanding[] {
  const sent = found.slices('sent', '', name);
  const started = found.slices('started', '', name);
  const atCounter = found.slicesOfAll('at_counter', name);
  // Who began in the month before may send in this one: never more sent than begun.
  return [...new Set([...started.keys(), ...sent.keys(), ...atCounter.keys()])]
    .map((key) => ({
      key,
      started: started.get(key) ?? 0,
      sent: sent.get(key) ?? 0,
      atCounter: atCounter.get(key) ?? 0,
    }))
    .map((one) => ({ ...one, started: Math.max(one.started, one.sent + one.atCounter) }))
    .sort((a, b) => b.started - a.started || (a.key < b.key ? -1 : 1));
}

function fieldsOf(found: FormSums, pages: readonly PageUnderstanding[]): FieldTrouble[] {
  const onPage = new Map(pages.map((one) => [one.page, one]));
  return [...found.keys('field_refused')].map(([key, count]) => {
    const [page = '', field = '', code = ''] = key.split('/');
    const { reached = 0, passed = 0 } = onPage.get(page) ?? {};
    const question = `${page}/${questionOf(field)}`;
    const stuck = found.of('field_stopped', question) - found.of('field_mended', question);
    const gaveUp = Math.min(Math.max(0, stuck), reached);
    return {
      ...{ page, field, code, count, gaveUp },
      perPass: passed === 0 ? null : count / passed,
      dropOff: reached === 0 ? null : gaveUp / reached,
    };
  });
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
    atCounter: all.reduce((sum, one) => sum + one.atCounter, 0),
    pages: all,
    fields: mostFirst(fieldsOf(found, all)),
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
