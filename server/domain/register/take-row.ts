import { mergeFacts } from '../counter/merge-facts.ts';
import type { Sitting } from '../counter/sitting.ts';
import type { SittingStore } from '../counter/sitting-store.ts';
import type { TownAddresses } from '../fields/postcode.ts';
import { type KeptDeps, type Looking, withoutKept } from './kept-rows.ts';
import { searchPurposes } from './read-search.ts';
import { registerFacts } from './register-facts.ts';
import type { RegisterRowId } from './register-row.ts';
import type { RegisterStore } from './register-store.ts';

interface TakeDeps extends KeptDeps {
  readonly register: RegisterStore;
  readonly sittings: Pick<SittingStore, 'change' | 'tasks'>;
  readonly addresses: TownAddresses;
}

/** Staff asked the resident and chose: which row, for which procedure. */
export interface ChosenRow {
  readonly row: RegisterRowId;
  readonly purpose: string;
  readonly sittingId: string;
}

/**
 * Takes what the register says into the sitting: what is new is added, what differs from what was
 * known is put beside it.
 * @returns undefined when the row is not there to be seen any more (a newer extract, a protection)
 */
export async function takeRow(
  deps: TakeDeps,
  { row, purpose, sittingId }: ChosenRow,
  by: Looking,
): Promise<Sitting | undefined> {
  const found = await deps.register.find(row);
  const extract = await deps.register.current();
  const [seen] = found ? await withoutKept(deps, [found], by) : [];
  if (seen === undefined || extract?.id !== row.importId) return undefined;
  if (!searchPurposes(await deps.sittings.tasks(sittingId)).includes(purpose)) return undefined;
  const facts = registerFacts(seen.person, deps.addresses);
  return deps.sittings.change({ id: sittingId, now: by.at }, (sitting) => ({
    sitting: { facts: mergeFacts(sitting.facts, facts) },
    audit: {
      action: 'sitting.register_taken',
      actor: `staff:${by.login}`,
      detail: { procedure: purpose, extract: extract.extractedOn, lines: String(row.line) },
    },
  }));
}
