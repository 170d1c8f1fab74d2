/**
 * Answers in their canonical form: what a field type's `parse` returns, what is stored (as JSON,
 * encrypted), and what conditions see. Unanswered fields are absent; conditions see them as the
 * type's empty value ("", false, 0, []).
 *
 * | type | shape |
 * |---|---|
 * | text, long_text, phone, email, choice, gender, insured_number, digits, corporate_number | string |
 * | individual_number | { individual_number } (12 digits; masked in what storage gives of an application) |
 * | date | "YYYY-MM-DD" (or "YYYY-MM" with precision month) |
 * | number, yen | integer (or decimal for number with `decimals`) |
 * | yes_no, consent | boolean |
 * | choices | string[] |
 * | name | { family, given, family_kana, given_kana } |
 * | address | { postcode (7 digits), prefecture, city, town, street, building } |
 * | bank_account | { use: "registered" | "account", bank_code, bank_name, branch_code, branch_name, kind, number, holder_kana } |
 * | item_picker | [{ item, quantity }] |
 * | slot_picker | { resource, day, slots: string[] } |
 * | rows | Answers[] |
 * | repeat | rows: Answers[] |
 */
export type AnswerValue =
  | string
  | number
  | boolean
  | readonly string[]
  | { readonly [part: string]: string | readonly string[] | number }
  | readonly Answers[];

export interface Answers {
  readonly [fieldId: string]: AnswerValue;
}

/** What the browser sent for one form, as typed: input name → value(s). Kept when invalid. */
export type RawInput = Readonly<Record<string, string | readonly string[] | undefined>>;

/** One problem with one input. `code` is a key of locales/<lang>/errors.json; `params` fill it. */
export interface FieldError {
  /** Field id, e.g. `birth`. */
  readonly field: string;
  /** Full input name that gets the focus, e.g. `birth.year`. */
  readonly input: string;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
  /** Text key of the definition instead of a code (messages of `checks`). */
  readonly textKey?: string;
  /** Row of a repeat (0 = the first) that a saved answer's problem is in. */
  readonly row?: number;
  /** Page of the repeat that the row's problem is on. */
  readonly page?: string;
}
