import type { Clock } from '../../lib/clock.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import { begunForms } from './begun-forms.ts';
import type { FormCount, FormCountStore, FormMeasure } from './form-count.ts';
import type { FormCounter, FormWho } from './form-counter.ts';
import { questionOf } from './question-of.ts';
import { timeBand } from './time-band.ts';
import { ATTACHMENTS_PAGE, CHECK_PAGE } from './understanding.ts';

/** More different counts than busy seconds make; what is beyond them is not counted. */
const MOST = 5000;

/** Some ten are counted for one form that comes back, so nothing is made anew for each. */
type Growing = Omit<FormCount, 'count'> & { count: number };

type Refusal = Parameters<FormCounter['refused']>[2];

/** `applicants[2].name` and `children.0.born` count with their siblings. */
const withoutRow = (field: string) => field.replace(/\[\d+\]|\.\d+(?=\.|$)/g, '');

export function createFormCounter(store: FormCountStore, clock: Clock): FormCounter {
  let counts = new Map<string, Growing>();
  /** The same questions are forgotten again and again: what grows with that, until it is written. */
  let refusals = new Map<string, readonly Growing[]>();
  const begun = begunForms(store, MOST);
  /** Forms whose documents were counted; nothing on the form itself says so. */
  const given = new Set<string>();
  const thisMonth = () => todayInTokyo(clock.now()).slice(0, 7);

  function count(
    procedureId: string,
    measure: FormMeasure,
    key: string,
    slice: string,
    month = thisMonth(),
  ): Growing[] {
    const id = `${month}\n${procedureId}\n${measure}\n${key}\n${slice}`;
    let growing = counts.get(id);
    if (growing === undefined) {
      if (counts.size >= MOST) return [];
      growing = { month, procedureId, measure, key, slice, count: 0 };
      counts.set(id, growing);
    }
    growing.count += 1;
    return [growing];
  }
  function countWho({ procedureId, locale, device }: FormWho, measure: FormMeasure, key: string) {
    return [
      ...count(procedureId, measure, key, ''),
      ...count(procedureId, measure, key, `locale:${locale}`),
      ...(device ? count(procedureId, measure, key, `device:${device}`) : []),
    ];
  }
  function countFields({ procedureId }: FormWho, measure: FormMeasure, keys: Iterable<string>) {
    return [...new Set(keys)].flatMap((key) => count(procedureId, measure, key, ''));
  }
  /** @returns what has grown by it */
  function countRefused(who: FormWho, page: string, { errors, before }: Refusal): Growing[] {
    const told = errors.map(({ field, code }) => `${page}/${withoutRow(field)}/${code}`);
    const now = errors.map(({ field }) => questionOf(field));
    const isNew = now.filter((field) => !before.includes(field));
    const isGood = before.filter((field) => !now.includes(field));
    const at = (field: string) => `${page}/${field}`;
    return [
      ...countWho(who, 'page_refused', page),
      ...countFields(who, 'field_refused', told),
      ...countFields(who, 'field_stopped', isNew.map(at)),
      ...countFields(who, 'field_mended', isGood.map(at)),
    ];
  }
  function pagePassed(who: FormWho, page: string, seconds: number) {
    countWho(who, 'page_passed', page);
    const band = timeBand(seconds);
    if (band) count(who.procedureId, 'page_time', page, `time:${band}`);
  }

  return {
    started(who, source) {
      countWho(who, 'started', '');
      if (source) count(who.procedureId, 'started', '', `source:${source}`);
    },
    reached: (who, page) => countWho(who, 'page_reached', page),
    passed: pagePassed,
    documentsGiven(who, draftId, seconds) {
      if (given.has(draftId)) return;
      for (const oldest of given.size < MOST ? [] : given) {
        given.delete(oldest);
        break;
      }
      given.add(draftId);
      pagePassed(who, ATTACHMENTS_PAGE, seconds);
      countWho(who, 'page_reached', CHECK_PAGE);
    },
    refused(who, page, refusal) {
      const { errors, before } = refusal;
      let same = `${thisMonth()}\n${who.procedureId}\n${who.locale}\n${who.device}\n${page}\n${before}`;
      for (const { field, code } of errors) same += `\n${field} ${code}`;
      const growing = refusals.get(same);
      if (growing !== undefined) for (const one of growing) one.count += 1;
      else if (refusals.size < MOST) refusals.set(same, countRefused(who, page, refusal));
      else countRefused(who, page, refusal);
    },
    mended: (who, page, before) =>
      countFields(
        who,
        'field_mended',
        before.map((field) => `${page}/${field}`),
      ),
    sent: (draftId) => begun.note({ draftId, measure: 'sent', key: '', month: thisMonth() }),
    toCounter({ id: draftId, procedureId }, page, refused) {
      begun.note({ draftId, measure: 'at_counter', key: page, month: thisMonth() });
      for (const back of refused) {
        for (const field of back.fields) {
          count(procedureId, 'field_mended', `${back.page}/${field}`, '');
        }
      }
    },
    left: (who, page) => countWho(who, 'page_left', page),
    returned(procedureId, items) {
      const told = new Set(items.map(({ about, reason }) => `${about}/${reason}`));
      for (const key of told) count(procedureId, 'returned', key, '');
    },
    linkOpened: (procedureId, code) => count(procedureId, 'link_opened', code, ''),
    async flush() {
      for (const { procedureId, measure, key, month, slices } of await begun.taken()) {
        for (const slice of ['', ...slices]) count(procedureId, measure, key, slice, month);
      }
      if (counts.size === 0) return;
      const taken = counts;
      counts = new Map();
      refusals = new Map();
      try {
        await store.add([...taken.values()]);
      } catch (error) {
        // The database is away for a moment: the next time.
        for (const [id, one] of taken) {
          const newer = counts.get(id);
          if (newer === undefined) counts.set(id, one);
          else newer.count += one.count;
        }
        throw error;
      }
    },
  };
}
