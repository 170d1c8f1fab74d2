import type { KnownPerson } from '../../domain/protections/person-marks.ts';

export function personName({ name: { family = '', given = '' } }: KnownPerson): string {
  return `${family} ${given}`.trim();
}

export function personKana({ name }: KnownPerson): string {
  return `${name.family_kana ?? ''} ${name.given_kana ?? ''}`.trim();
}

/** Stands in lists in the place of a name. */
export const PROTECTED_NAME = '（支援措置）';
