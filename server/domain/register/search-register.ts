import type { AuditStore } from '../audit/audit-store.ts';
import { type KeptDeps, type Looking, withoutKept } from './kept-rows.ts';
import { askedFirstSounds, isMeant } from './name-sounds.ts';
import type { RegisterSearchFor } from './read-search.ts';
import type { RegisterRow } from './register-row.ts';
import type { RegisterImport, RegisterStore } from './register-store.ts';

/** Among more than that many nobody is shown: more has to be said. */
export const MOST_SHOWN = 5;
/** So many looks of one person within an hour; a busy counter needs a third of it. */
const MOST_LOOKS = 40;
const HOUR_MS = 3_600_000;

interface SearchDeps extends KeptDeps {
  readonly register: RegisterStore;
  readonly audit: Pick<AuditStore, 'append' | 'page'>;
}

export interface AskedSearch extends RegisterSearchFor {
  readonly sittingId: string;
  readonly by: Looking;
}

export type SearchOutcome =
  | { readonly result: 'found'; readonly rows: readonly RegisterRow[] }
  /** Nobody, or nobody who may be seen: the answer is the same. */
  | { readonly result: 'nobody' }
  | { readonly result: 'too_many' }
  /** This person has looked too often lately. */
  | { readonly result: 'limited' }
  /** No extract has been taken over yet. */
  | { readonly result: 'no_extract' };

async function isLimited({ audit }: SearchDeps, { login, at }: Looking): Promise<boolean> {
  const { entries } = await audit.page(
    {
      from: new Date(at.getTime() - HOUR_MS),
      actor: `staff:${login}`,
      actions: { any: ['register.searched'], none: [] },
    },
    null,
    MOST_LOOKS,
  );
  return entries.length >= MOST_LOOKS;
}

/** Who looked, for what, and whom they saw: the lines of the extract, never what was typed. */
async function record(
  { audit }: SearchDeps,
  { sittingId, purpose, by }: AskedSearch,
  { id: extract }: RegisterImport,
  found: { readonly hits: number; readonly shown: readonly RegisterRow[] },
): Promise<void> {
  await audit.append({
    at: by.at,
    actor: `staff:${by.login}`,
    action: 'register.searched',
    subject: sittingId,
    detail: {
      procedure: purpose,
      hits: found.hits,
      extract,
      lines: found.shown.map(({ line }) => line).join(' '),
    },
  });
}

/**
 * Looks somebody up for a procedure of a sitting, by name and day of birth. Every look stands in the
 * log before anything of it is shown.
 */
export async function searchRegister(deps: SearchDeps, asked: AskedSearch): Promise<SearchOutcome> {
  const { register } = deps;
  const extract = await register.current();
  if (extract === undefined) return { result: 'no_extract' };
  if (await isLimited(deps, asked.by)) return { result: 'limited' };
  const { name, birth } = asked;
  const near = await register.lookUp({ birth, firstSounds: askedFirstSounds(name) });
  const meant = near.filter(({ person }) => person.birth === birth && isMeant(name, person));
  const rows = await withoutKept(deps, meant, asked.by);
  const shown = rows.length > MOST_SHOWN ? [] : rows;
  await record(deps, asked, extract, { hits: rows.length, shown });
  if (rows.length > MOST_SHOWN) return { result: 'too_many' };
  return rows.length === 0 ? { result: 'nobody' } : { result: 'found', rows };
}
