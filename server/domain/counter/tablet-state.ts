import { type HereDeps, sittingHere } from './sitting-here.ts';

/** What those who follow a tablet are told of: ids and counts, nothing of the resident. */
export interface TabletState {
  /** null: nobody sits there. */
  readonly sittingId: string | null;
  readonly staffLogin: string | null;
  readonly revision: number;
  /** Cards read in this sitting. */
  readonly readings: number;
}

const NOBODY: TabletState = { sittingId: null, staffLogin: null, revision: 0, readings: 0 };

export async function tabletState(deps: HereDeps, tabletId: string): Promise<TabletState> {
  const sitting = await sittingHere(deps, tabletId);
  if (sitting === undefined) return NOBODY;
  const { id: sittingId, staffLogin, revision, facts } = sitting;
  return { sittingId, staffLogin, revision, readings: facts.card?.readings ?? 0 };
}

export const tabletMark = ({ sittingId, staffLogin, revision }: TabletState): string =>
  `${sittingId} ${staffLogin} ${revision}`;
