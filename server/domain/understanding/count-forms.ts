import type { Clock } from '../../lib/clock.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { FormCount, FormCountStore, FormMeasure } from './form-count.ts';
import type { FormCounter, FormWho } from './form-counter.ts';
import { timeBand } from './time-band.ts';

/** More different counts than busy seconds make; what is beyond them is not counted. */
const MOST = 5000;

/** `applicants[2].name` and `children.0.born` count with their siblings. */
const withoutRow = (field: string) => field.replace(/\[\d+\]|\.\d+(?=\.|$)/g, '');

/** The question of the page that a field of an error is of or in. */
export const questionOf = (field: string) => field.split(/[.[]/, 1)[0] ?? field;

export function createFormCounter(store: FormCountStore, clock: Clock): FormCounter {
  let counts = new Map<string, FormCount>();
  /** Forms sent, until it was looked up how they were begun → month. */
  let sent = new Map<string, string>();
  const thisMonth = () => todayInTokyo(clock.now()).slice(0, 7);

  function count(
    procedureId: string,
    measure: FormMeasure,
    key: string,
    slice: string,
    month = thisMonth(),
  ): void {
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
  function countFields({ procedureId }: FormWho, measure: FormMeasure, keys: Iterable<string>) {
    for (const key of new Set(keys)) count(procedureId, measure, key, '');
  }
  /** Adds up how the forms that were sent had been begun; while the database is away, the next time. */
  async function lookUpSent(): Promise<void> {
    if (sent.size === 0) return;
    const taken = sent;
    sent = new Map();
    const found = await store.entered([...taken.keys()]).catch((error: unknown) => {
      sent = new Map([...taken, ...sent]);
      throw error;
    });
    for (const { id, procedureId, ...entered } of found) {
      const month = taken.get(id);
      count(procedureId, 'sent', '', '', month);
      for (const name of ['locale', 'device', 'source'] as const) {
        const value = entered[name];
        if (value) count(procedureId, 'sent', '', `${name}:${value}`, month);
      }
    }
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
    refused(who, page, { errors, before }) {
      countWho(who, 'page_refused', page);
      const told = errors.map(({ field, code }) => `${page}/${withoutRow(field)}/${code}`);
      countFields(who, 'field_refused', told);
      const now = errors.map(({ field }) => questionOf(field));
      const isNew = now.filter((field) => !before.includes(field));
      const isGood = before.filter((field) => !now.includes(field));
      countFields(
        who,
        'field_stopped',
        isNew.map((field) => `${page}/${field}`),
      );
      countFields(
        who,
        'field_mended',
        isGood.map((field) => `${page}/${field}`),
      );
    },
    mended: (who, page, before) =>
      countFields(
        who,
        'field_mended',
        before.map((field) => `${page}/${field}`),
      ),
    sent(draftId) {
      if (sent.size < MOST) sent.set(draftId, thisMonth());
    },
    left: (who, page) => countWho(who, 'page_left', page),
    returned(procedureId, items) {
      const told = new Set(items.map(({ about, reason }) => `${about}/${reason}`));
      for (const key of told) count(procedureId, 'returned', key, '');
    },
    linkOpened: (procedureId, code) => count(procedureId, 'link_opened', code, ''),
    async flush() {
      await lookUpSent();
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
