import type { FormCountStore } from './form-count.ts';

/** A form that was sent, as it was begun. */
interface SentForm {
  readonly procedureId: string;
  /** JST month YYYY-MM of its sending. */
  readonly month: string;
  /** `locale:vi`, `device:phone`, `source:poster`, as far as they are known. */
  readonly slices: readonly string[];
}

/** Forms that were sent, until somebody has time to look up how they had been begun. */
export function sentForms(store: Pick<FormCountStore, 'entered'>, most: number) {
  let waiting = new Map<string, string>();
  return {
    note(draftId: string, month: string): void {
      if (waiting.size < most) waiting.set(draftId, month);
    },
    /** Each once; while the database is away they wait for the next time. */
    async taken(): Promise<readonly SentForm[]> {
      if (waiting.size === 0) return [];
      const taken = waiting;
      waiting = new Map();
      const found = await store.entered([...taken.keys()]).catch((error: unknown) => {
        waiting = new Map([...taken, ...waiting]);
        throw error;
      });
      return found.map(({ id, procedureId, ...entered }) => ({
        procedureId,
        month: taken.get(id) ?? '',
        slices: (['locale', 'device', 'source'] as const).flatMap((name) =>
          entered[name] ? [`${name}:${entered[name]}`] : [],
        ),
      }));
    },
  };
}
