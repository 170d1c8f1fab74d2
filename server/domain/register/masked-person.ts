import { soundsOfPerson } from './name-sounds.ts';
import type { RegisterPerson } from './register-row.ts';

const HIDDEN = '＊';

/** The beginning; so that somebody who knows the whole knows it again. */
function beginning(text: string, shown: number): string {
  const characters = [...text];
  return characters.length <= shown
    ? text
    : `${characters.slice(0, shown).join('')}${HIDDEN.repeat(3)}`;
}

/**
 * An address as far as numbers begin: the resident says the rest, staff don't.
 * 「見本県見本市中央町＊＊＊」
 */
export function maskedAddress(address: string): string {
  const at = address.search(/[\d０-９一二三四五六七八九十]+(丁目|番|号|[-－‐ー]|$)|[\d０-９]/u);
  if (at > 0) return `${address.slice(0, at)}${HIDDEN.repeat(3)}`;
  return beginning(address, Math.ceil([...address].length / 2));
}

/** 「オオノ ユウコ」; the name itself where the register has no kana. */
export function shownKana({ name, kana }: RegisterPerson): string {
  const shown = kana.family === '' ? name : kana;
  return `${shown.family} ${shown.given}`.trim();
}

/** A row as whoever brings in a file sees it: enough to tell a wrong column from a right one. */
export function previewOf(person: RegisterPerson) {
  const { family, given } = soundsOfPerson(person);
  return {
    name: `${beginning(person.name.family, 1)} ${beginning(person.name.given, 0)}`.trim(),
    kana: `${beginning(family, 1)} ${beginning(given, 1)}`.trim(),
    /** JST year. */
    birthYear: person.birth.slice(0, 4),
    gender: person.gender,
    postcode: person.postcode === '' ? '' : `${person.postcode.slice(0, 3)}-${HIDDEN.repeat(4)}`,
    address: maskedAddress(person.address),
    household: beginning(person.household, 1),
    kind: person.kind,
  };
}
