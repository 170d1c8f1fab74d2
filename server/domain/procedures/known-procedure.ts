import type { Library, Procedure } from './procedure.ts';

type Known = Pick<Library, 'procedures' | 'retired'>;

/** As it is now; also one that was taken off the site: its cases go on, and staff know its name. */
export function knownProcedure({ procedures, retired }: Known, id: string): Procedure | undefined {
  return procedures.get(id) ?? retired?.get(id);
}

/** All of them, those that nobody can begin any more last. */
export function knownProcedures({ procedures, retired }: Known): readonly Procedure[] {
  return [...procedures.values(), ...(retired?.values() ?? [])];
}
