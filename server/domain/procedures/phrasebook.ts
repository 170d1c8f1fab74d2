import type { Locale } from './locale.ts';

/** Texts by key, in one language. */
type Phrases = Readonly<Record<string, string>>;

/** Texts and option lists that many procedures share: procedures/phrases/, procedures/lists.yaml. */
export interface Phrasebook {
  readonly phrases: ReadonlyMap<Locale, Phrases>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

export const NO_PHRASES: Phrasebook = { phrases: new Map(), lists: {} };

const REFERENCE = /^\$([a-z][a-z0-9_-]*(?:\.[a-z0-9][a-z0-9_-]*)*)$/;

/** The phrase that a text stands for: `$page_applicant` → `page_applicant`. */
export function phraseKey(text: string): string | undefined {
  return REFERENCE.exec(text)?.[1];
}

/** `{name}（{breed}）`: answers alone, the same in every language; nobody has to translate that. */
export const isWordless = (text: string): boolean => !/\p{L}/u.test(text.replace(/\{\w+\}/g, ''));

/** The list of `options_from: lists.<name>`. */
export function listName(optionsFrom: string | undefined): string | undefined {
  return optionsFrom?.startsWith('lists.') ? optionsFrom.slice('lists.'.length) : undefined;
}
