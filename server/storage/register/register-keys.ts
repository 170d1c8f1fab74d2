import { createHmac } from 'node:crypto';
import { firstSound, soundsOfPerson } from '../../domain/register/name-sounds.ts';
import type { RegisterPerson } from '../../domain/register/register-row.ts';
import type { RegisterLookup } from '../../domain/register/register-store.ts';
import type { KeyRing } from '../../lib/key-ring.ts';

/** 108 bits: nobody meets another key by chance. */
const KEY_CHARACTERS = 18;

/** Blind: whoever has the database without the key ring can neither read them nor try days out. */
function keyOf(ring: KeyRing, keyId: string, text: string): string {
  const key = ring.derive('register keys', keyId);
  if (key === undefined) throw new Error(`The data key "${keyId}" is not on the ring.`);
  return createHmac('sha256', key).update(text).digest('base64url').slice(0, KEY_CHARACTERS);
}

const nameText = (birth: string, sound: string) => `birth ${birth} ${sound}`;
const householdText = (number: string) => `household ${number}`;

/** Columns of a row, under the newest key. */
export function registerRowKeys(ring: KeyRing, person: RegisterPerson) {
  const { family, given } = soundsOfPerson(person);
  const of = (text: string) => keyOf(ring, ring.newest, text);
  return {
    familyKey: of(nameText(person.birth, firstSound(family))),
    givenKey: of(nameText(person.birth, firstSound(given))),
    householdKey: person.household === '' ? null : of(householdText(person.household)),
  };
}

const underAll = (ring: KeyRing, texts: readonly string[]) =>
  ring.ids.flatMap((id) => texts.map((text) => keyOf(ring, id, text)));

/** Everything that the rows may lie under: the extract may be older than the newest key. */
export function lookupKeys(ring: KeyRing, { birth, firstSounds }: RegisterLookup): string[] {
  return underAll(
    ring,
    firstSounds.map((sound) => nameText(birth, sound)),
  );
}

export function householdKeys(ring: KeyRing, numbers: readonly string[]): string[] {
  return underAll(ring, numbers.map(householdText));
}
