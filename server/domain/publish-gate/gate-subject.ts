import type { Clock } from '../../lib/clock.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Resources } from '../bookings/resources.ts';
import { exampleRules } from '../fees/example-rules.ts';
import type { Catalogue } from '../fees/item-catalogue.ts';
import { type Compilation, compileProcedure } from '../procedures/compile-procedure.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { Town } from '../procedures/town.ts';
import type { TranslationMark, TranslationStore } from '../translations/translation.ts';
import type { Version } from '../versions/version.ts';

/** What the gate needs to know of the town; the services of a process are such a thing. */
export interface GateDeps {
  readonly library: {
    readonly town: Town;
    readonly procedures: ReadonlyMap<string, Procedure>;
  };
  readonly catalogues: ReadonlyMap<string, Catalogue>;
  readonly resources: Resources;
  readonly clock: Clock;
  /** Without it nothing is said of what a machine has translated. */
  readonly stores?: { readonly translations: TranslationStore };
}

export type GateVersion = Pick<Version, 'procedureId' | 'files'>;

/** A version as the checks look at it: compiled once, for all of them. */
export interface GateSubject {
  readonly procedureId: string;
  readonly files: Version['files'];
  readonly town: Town;
  readonly compilation: Compilation;
  readonly marks: readonly TranslationMark[];
  /** What residents have now; absent for a procedure that is new. */
  readonly live: Procedure | undefined;
  /** JST date. */
  readonly today: string;
}

export async function gateSubject(
  deps: GateDeps,
  { procedureId, files }: GateVersion,
): Promise<GateSubject> {
  const { library, catalogues, resources, clock, stores } = deps;
  const { town } = library;
  const rules = exampleRules(catalogues, resources);
  return {
    procedureId,
    files,
    town,
    compilation: compileProcedure(files, town, procedureId, rules),
    marks: (await stores?.translations.marks(procedureId)) ?? [],
    live: library.procedures.get(procedureId),
    today: todayInTokyo(clock.now()),
  };
}
