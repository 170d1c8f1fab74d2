import type { Application } from '../applications/application.ts';
import type { Locale } from '../procedures/locale.ts';
import type { SentenceKey, SentenceValues } from './sentences.ts';

/** What one message may hold at most, in characters as people count them. */
export const MESSAGE_MAX = 1000;

/** What one resident may write about one application within a day: a talk, not a flood. */
export const MESSAGES_A_DAY = 20;

/** What was written. Personal, so it is sealed in storage and stands in no log and no mail. */
export interface MessageContent {
  /** As it was typed, with line feeds; absent when a prepared sentence says everything. */
  readonly text?: string;
  /** What the sentence's blanks hold: days as JST dates, documents as keys of the definition. */
  readonly values?: SentenceValues;
  /** In which language's page it was typed. */
  readonly locale: Locale;
}

export interface Message extends MessageContent {
  readonly id: string;
  readonly applicationId: string;
  readonly author: 'town' | 'resident';
  /** Who wrote it for the town; null when the resident did. */
  readonly staffId: string | null;
  readonly at: Date;
  /** A prepared sentence, said to each reader in the language of the page. */
  readonly sentence: SentenceKey | null;
  /** When the other side first saw it. */
  readonly readAt: Date | null;
}

/** Over: what is to be said then is said on the telephone, where somebody answers. */
const OVER: readonly Application['status'][] = ['lapsed', 'withdrawn', 'refused', 'completed'];

/** May the resident still write about it? The town always may. */
export function takesMessages({
  status,
  closedAt,
}: Pick<Application, 'status' | 'closedAt'>): boolean {
  return closedAt === null && !OVER.includes(status);
}
