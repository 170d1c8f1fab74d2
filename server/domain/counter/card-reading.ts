import { z } from 'zod';
import { holdsIndividualNumber } from '../../lib/check-digits.ts';
import { isKatakana, tidyLine, toKatakana } from '../../lib/japanese-text.ts';
import { isDay } from '../../lib/jst-date.ts';
import { readPostcode } from '../fields/postcode.ts';

/** Cards with a chip that a reader's program can read. */
const CARD_KINDS = [
  'my_number_card',
  'driver_license',
  'residence_card',
  'special_permanent_resident_certificate',
  'passport',
  'other',
] as const;

const GENDERS = ['male', 'female', 'other', 'unknown'] as const;

const line = (max: number) =>
  z
    .string()
    .max(max, { error: 'too_long' })
    .refine((text) => tidyLine(text) !== '', { error: 'empty' });

/** 基本4情報 as a reader's program sends them. A licence has no gender, a passport no address. */
const CARD = z.strictObject({
  kind: z.enum(CARD_KINDS, { error: 'unknown_kind' }),
  name: line(100),
  kana: line(100)
    .refine((text) => isKatakana(toKatakana(text)), { error: 'not_kana' })
    .optional(),
  address: line(200).optional(),
  postcode: z
    .string()
    .refine((text) => readPostcode(text) !== '', { error: 'not_a_postcode' })
    .optional(),
  birth_date: z.string().refine(isDay, { error: 'not_a_day' }),
  gender: z.enum(GENDERS, { error: 'unknown_gender' }).optional(),
  /** The sitting that the reader was told of: another one's resident never gets this card. */
  sitting: z.uuid({ error: 'not_a_sitting' }).optional(),
});

export type CardReading = Readonly<z.infer<typeof CARD>>;

/** What is wrong with what a reader sent. `item` is ours, or "" for the whole; never what was sent. */
export interface CardProblem {
  readonly item: string;
  readonly code: string;
}

/** Names under which somebody might send a 個人番号; the card's own application gives it away. */
const NUMBER_KEY = /individual_?number|my_?number|kojin_?bango|個人番号|マイナンバー/i;

/** Deeper than that nothing sensible lies. */
const DEEPEST = 8;

function sendsNumber(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return holdsIndividualNumber(value);
  if (typeof value === 'number') return holdsIndividualNumber(String(value));
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return false;
  return Object.entries(value).some(
    ([key, part]) => NUMBER_KEY.test(key) || (key !== 'sitting' && sendsNumber(part, depth + 1)),
  );
}

function problemOf({ path, code, message }: z.core.$ZodIssue): CardProblem {
  // What is unknown is not named: its name is the sender's, and could be anything.
  if (code === 'unrecognized_keys') return { item: '', code: 'unknown_item' };
  const item = path.map(String).join('.');
  if (code === 'invalid_type') return { item, code: item === '' ? 'not_an_object' : 'not_a_text' };
  return { item, code: message };
}

/**
 * Never throws, and keeps nothing of what it refuses. 個人番号 may not be collected this way
 * (番号法20条): a reading with one is refused as a whole, with `individual_number_refused`.
 */
export function readCard(
  sent: unknown,
): { readonly reading: CardReading } | { readonly problems: readonly CardProblem[] } {
  if (sendsNumber(sent)) return { problems: [{ item: '', code: 'individual_number_refused' }] };
  const read = CARD.safeParse(sent);
  if (read.success) return { reading: read.data };
  const problems = read.error.issues.map((issue) => {
    const found = problemOf(issue);
    const known = typeof sent === 'object' && sent !== null && Object.hasOwn(sent, found.item);
    return found.code === 'not_a_text' && !known ? { ...found, code: 'missing' } : found;
  });
  return { problems };
}
