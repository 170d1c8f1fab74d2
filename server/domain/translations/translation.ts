import { createHash } from 'node:crypto';
import type { Locale } from '../procedures/locale.ts';

/**
 * How far a translation can be trusted. `shared`: said by the phrasebook or the vocabulary of the
 * town, looked at where they are kept. `outdated`: the Japanese was changed afterwards.
 */
const TRANSLATION_STATES = [
  'missing',
  'outdated',
  'machine',
  'human',
  'reviewed',
  'shared',
] as const;

export type TranslationState = (typeof TRANSLATION_STATES)[number];

/** Said of a text while it and its Japanese are as they were: both by their hashes. */
export interface TranslationMark {
  readonly procedureId: string;
  readonly locale: Locale;
  readonly key: string;
  readonly state: 'machine' | 'human' | 'reviewed';
  readonly sourceHash: string;
  readonly textHash: string;
  /** Login. */
  readonly by: string;
  readonly at: Date;
}

/**
 * Marks of all versions of a procedure, one for each text that was ever said for each Japanese: what a
 * version does not say any more, they don't speak of, and what is said again (undone, restored) has
 * its own one back.
 */
export interface TranslationStore {
  /** Takes the place of the mark with the same procedure, language, key, text and Japanese. */
  put(marks: readonly TranslationMark[]): Promise<void>;
  /** Of one procedure, in one language or all. */
  marks(procedureId: string, locale?: Locale): Promise<readonly TranslationMark[]>;
}

/** One text of a version, beside its Japanese. */
export interface TranslationUnit {
  /** Stable: `pages.owner.title`. */
  readonly key: string;
  /** As it is shown, with ruby marks; a phrase in its words. */
  readonly japanese: string;
  /** '' = there is none. */
  readonly text: string;
  readonly state: TranslationState;
  /** Of a shared text: the phrase of the town's that says it. */
  readonly phrase?: string;
}

export function textHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
