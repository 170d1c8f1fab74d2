import { marksOfPerson } from '../protections/person-marks.ts';
import type { ProtectionStore } from '../protections/protection-store.ts';
import { soundsOf, soundsOfPerson } from './name-sounds.ts';
import type { RegisterPerson, RegisterRow } from './register-row.ts';
import type { RegisterStore } from './register-store.ts';

export interface KeptDeps {
  readonly register: Pick<RegisterStore, 'households'>;
  readonly protections: Pick<ProtectionStore, 'markedBy' | 'find' | 'noteSearch'>;
}

/** Who looks, and when. */
export interface Looking {
  readonly staffId: string;
  readonly login: string;
  readonly at: Date;
}

/**
 * 支援措置 on that person, by name and reading, with the day of birth or without: a protection may
 * have been entered without one, and whoever has the same name is then kept back too.
 */
function protectionsOf({ protections }: KeptDeps, { name, kana, birth }: RegisterPerson) {
  const names = partings(name).flatMap(({ family, given }) =>
    partings(kana).map((sounds) => ({
      family,
      given,
      family_kana: sounds.family,
      given_kana: sounds.given,
    })),
  );
  const marks = names.flatMap((one) => marksOfPerson({ name: one, birth, phone: '' }));
  const known = new Map(marks.map((mark) => [`${mark.kind} ${mark.text}`, mark]));
  return protections.markedBy([...known.values()]);
}

/** Longer ones are not in one piece. */
const MOST_TO_PART = 16;

/** A name in one piece, as it may be meant: where it is parted says how it sounds (コ + オリ). */
function partings(name: { readonly family: string; readonly given: string }) {
  const characters = [...name.family];
  if (name.given !== '' || characters.length < 2 || characters.length > MOST_TO_PART) return [name];
  const cut = (at: number) => ({
    family: characters.slice(0, at).join(''),
    given: characters.slice(at).join(''),
  });
  return [name, ...characters.slice(1).map((_, at) => cut(at + 1))];
}

async function mayRead({ protections }: KeptDeps, ids: readonly string[], staffId: string) {
  for (const id of ids) {
    if ((await protections.find(id, staffId)) === undefined) return false;
  }
  return true;
}

/** The named few learn that somebody looked for exactly that person. */
async function note({ protections }: KeptDeps, person: RegisterPerson, by: Looking): Promise<void> {
  const { family, given } = soundsOfPerson(person);
  const written = soundsOf(person.name.family) + soundsOf(person.name.given);
  const terms = [
    { kind: 'kana', text: family + given },
    { kind: 'name', text: written },
  ] as const;
  const actor = `staff:${by.login}`;
  await protections.noteSearch(terms, by.staffId, { actor, at: by.at });
}

/**
 * Rows that this person may see: not those of whoever is protected from them, nor of whoever lives in
 * one household with such a person, whose address would tell (住民基本台帳事務処理要領 第5-10).
 */
export async function withoutKept(
  deps: KeptDeps,
  rows: readonly RegisterRow[],
  by: Looking,
): Promise<readonly RegisterRow[]> {
  const numbers = rows.map(({ person }) => person.household).filter((one) => one !== '');
  const members = Map.groupBy(
    await deps.register.households([...new Set(numbers)]),
    ({ person }) => person.household,
  );
  const shown: RegisterRow[] = [];
  for (const row of rows) {
    const together = members.get(row.person.household) ?? [];
    const people = [row.person, ...together.map(({ person }) => person)];
    let isKept = false;
    for (const person of people) {
      const ids = await protectionsOf(deps, person);
      if (await mayRead(deps, ids, by.staffId)) continue;
      isKept = true;
      await note(deps, person, by);
    }
    if (!isKept) shown.push(row);
  }
  return shown;
}
