import type { TownFile } from '../domain/settings/town-file.ts';
import type { Connection } from './connection.ts';
import { toDate } from './row-values.ts';

/** The number of what is not published; the others begin at 1. */
export const PROPOSED = 0;

type Row = Connection['tables']['townFiles']['$inferSelect'];

export const toFile = ({ at, state: _state, authors, ...row }: Row): TownFile => ({
  ...row,
  // Its last author is one of them also where nothing was noted of others.
  authors: [...new Set<string>([...JSON.parse(authors), row.by])],
  at: toDate(at),
});
