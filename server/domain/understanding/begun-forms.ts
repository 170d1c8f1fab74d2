import type { FormCountStore, FormMeasure } from './form-count.ts';

/** What became of a form, to be told of as it was begun. */
interface Noted {
  readonly draftId: string;
  readonly measure: FormMeasure;
  readonly key: string;
  /** JST month YYYY-MM in which it became that. */
  readonly month: string;
}

interface BegunForm extends Noted {
  readonly procedureId: string;
  /** `locale:vi`, `device:phone`, `source:poster`, as far as they are known. */
  readonly slices: readonly string[];
}

/** Forms of which something became, until somebody has time to look up how they had been begun. */
export function begunForms(store: Pick<FormCountStore, 'entered'>, most: number) {
  let waiting = new Map<string, Noted>();
  return {
    note(one: Noted): void {
      if (waiting.size < most) waiting.set(`${one.measure} ${one.draftId}`, one);
    },
    /** Each once; while the database is away they wait for the next time. */
    async taken(): Promise<readonly BegunForm[]> {
      if (waiting.size === 0) return [];
      const taken = waiting;
      waiting = new Map();
      const ids = new Set([...taken.values()].map(({ draftId }) => draftId));
      const found = await store.entered([...ids]).catch((error: unknown) => {
        waiting = new Map([...taken, ...waiting]);
        throw error;
      });
      const begun = new Map(found.map((one) => [one.id, one]));
      return [...taken.values()].flatMap((one) => {
        const entered = begun.get(one.draftId);
        if (entered === undefined) return [];
        const slices = (['locale', 'device', 'source'] as const).flatMap((name) =>
          entered[name] ? [`${name}:${entered[name]}`] : [],
        );
        return [{ ...one, procedureId: entered.procedureId, slices }];
      });
    },
  };
}
