import type { Clock } from '../../lib/clock.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { FormCount, FormCountStore, FormMeasure } from './form-count.ts';
import type { FormCounter, FormWho } from './form-counter.ts';
import { timeBand } from './time-band.ts';

/** More different counts than busy seconds make; what is beyond them is not counted. */
const MOST = 5000;

/** `applicants[2].name` and `children.0.born` count with their siblings. */
const withoutRow = (field: string) => field.replace(/\[\d+\]|\.\d+(?=\.|$)/g, '');

export function createFormCounter(store: FormCountStore, clock: Clock): FormCounter {
  let counts = new Map<string, FormCount>();

  function count(procedureId: string, measure: FormMeasure, key: string, slice: string): void {
    const month = todayInTokyo(clock.now()).slice(0, 7);
    const id = JSON.stringify([month, procedureId, measure, key, slice]);
    const known = counts.get(id);
    if (known === undefined && counts.size >= MOST) return;
    counts.set(id, {
      month,
      procedureId,
      measure,
      key,
      slice,
      count: (known?.count ?? 0) + 1,
    });
  }
  function countWho({ procedureId, locale, device }: FormWho, measure: FormMeasure, key: string) {
    count(procedureId, measure, key, '');
    count(procedureId, measure, key, `locale:${locale}`);
    if (device) count(procedureId, measure, key, `device:${device}`);
  }

  return {
    started(who, source) {
      countWho(who, 'started', '');
      if (source) count(who.procedureId, 'started', '', `source:${source}`);
    },
    reached: (who, page) => countWho(who, 'page_reached', page),
    passed(who, page, seconds) {
      countWho(who, 'page_passed', page);
      const band = timeBand(seconds);
      if (band) count(who.procedureId, 'page_time', page, `time:${band}`);
    },
    refused(who, page, errors) {
      countWho(who, 'page_refused', page);
      const told = new Set(errors.map(({ field, code }) => `${withoutRow(field)}/${code}`));
      for (const one of told) count(who.procedureId, 'field_refused', `${page}/${one}`, '');
    },
    left: (who, page) => countWho(who, 'page_left', page),
    returned(procedureId, items) {
      const told = new Set(items.map(({ about, reason }) => `${about}/${reason}`));
      for (const key of told) count(procedureId, 'returned', key, '');
    },
    linkOpened: (procedureId, code) => count(procedureId, 'link_opened', code, ''),
    async flush() {
      if (counts.size === 0) return;
      const taken = counts;
      counts = new Map();
      try {
        await store.add([...taken.values()]);
      } catch (error) {
        // The database is away for a moment: the next time.
        for (const [id, one] of taken) {
          const newer = counts.get(id);
          counts.set(id, newer ? { ...newer, count: newer.count + one.count } : one);
        }
        throw error;
      }
    },
  };
}
