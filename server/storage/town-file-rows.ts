import type { TownFile } from '../domain/settings/town-file.ts';
import type { Connection } from './connection.ts';
import { toDate } from './row-values.ts';

/** The number of what is not published; the others begin at 1. */
export const PROPOSED = 0;

type Row = Connection['tables']['townFiles']['$inferSelect'];

export const toFile = ({ at, state: _state, ...row }: Row): TownFile => ({
  ...row,
  at: toDate(at),
});
