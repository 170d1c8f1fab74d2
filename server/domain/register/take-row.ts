import { todayInTokyo } from '../../lib/jst-date.ts';
import type { KnownFacts } from '../applications/known-facts.ts';
import { mergeFacts, withTyped } from '../counter/merge-facts.ts';
import type { Sitting } from '../counter/sitting.ts';
import type { SittingStore } from '../counter/sitting-store.ts';
import { lookupPostcode, type TownAddresses } from '../fields/postcode.ts';
import { type KeptDeps, type Looking, withoutKept } from './kept-rows.ts';
import { searchPurposes } from './read-search.ts';
import { registerFacts } from './register-facts.ts';
import type { RegisterPerson, RegisterRowId } from './register-row.ts';
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
  /** What the forms of the sitting say by now. */
  readonly said: KnownFacts;
}

/** Still to be seen by that person, and for that purpose. */
async function stillSeen(
  deps: TakeDeps,
  { row, purpose, sittingId }: ChosenRow,
  by: Looking,
): Promise<RegisterPerson | undefined> {
  if (!searchPurposes(await deps.sittings.tasks(sittingId)).includes(purpose)) return undefined;
  const found = await deps.register.find(row);
  const [seen] = found ? await withoutKept(deps, [found], by) : [];
  return seen?.person;
}

/**
 * Takes what the register says into the sitting: what is new is added, what differs from what was
 * known is put beside it.
 * @returns undefined when the row is not to be seen any more (a newer extract, a protection)
 */
export async function takeRow(
  deps: TakeDeps,
  chosen: ChosenRow,
  by: Looking,
): Promise<Sitting | undefined> {
  const { row, purpose, sittingId: id, said } = chosen;
  const person = await stillSeen(deps, chosen, by);
  if (person === undefined) return undefined;
  const { addresses } = deps;
  const place = await lookupPostcode(person.postcode, addresses);
  const context = { today: todayInTokyo(by.at), addresses, place };
  return deps.sittings.change({ id, now: by.at }, (sitting) => {
    const facts = withTyped(sitting.facts, said);
    const detail = { procedure: purpose, extract: row.importId, lines: String(row.line) };
    const found = registerFacts(person, facts.known, context);
    const toMend = { ...facts.toMend, ...found.toMend };
    return {
      sitting: { facts: { ...mergeFacts(facts, found.facts), toMend } },
      audit: { action: 'sitting.register_taken', actor: `staff:${by.login}`, detail },
    };
  });
}
