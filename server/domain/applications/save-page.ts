import type { Clock } from '../../lib/clock.ts';
import type { Answers, FieldError, RawInput } from '../fields/answers.ts';
import type { Locale } from '../procedures/locale.ts';
import { parsePage } from '../procedures/parse-page.ts';
import type { Field, Journey, Page, Procedure, RuleContext } from '../procedures/procedure.ts';
import { rowIdOf, rowIndexOf, rowsOf, withRowPage } from '../procedures/rows.ts';
import type { Draft } from './application.ts';
import type { DraftStore } from './application-store.ts';
import { withoutPending } from './pending-input.ts';
import { draftExpiry } from './start-draft.ts';

export type SaveOutcome =
  | {
      readonly result: 'saved';
      readonly draft: Draft;
      readonly journey: Journey;
      /** On a repeat page, where the row stands now. */
      readonly row?: number;
    }
  | { readonly result: 'invalid'; readonly errors: readonly FieldError[] }
  /** Another tab saved in between; `draft` is what stands there now. */
  | { readonly result: 'conflict'; readonly draft: Draft }
  /** A new row, and there are as many as there may be: nothing was saved. */
  | { readonly result: 'full' };

/** Rules that need more than the answers: is the slot free, does the order keep within its limits? */
export type PickerCheck = (
  fields: readonly Field[],
  answers: Answers,
  journey: Journey,
) => Promise<readonly FieldError[]>;

export interface PageInput {
  readonly procedure: Procedure;
  readonly draft: Draft;
  readonly journey: Journey;
  readonly page: Page;
  /** Row number from 0 on a repeat page. */
  readonly row?: number;
  /** What the row will be known by if it is a new one: the form's own name for it, so that sending it again changes it. */
  readonly newRowId?: string;
  readonly raw: RawInput;
  /** The revision that the form was rendered with. */
  readonly revision: number;
  readonly locale: Locale;
  readonly context: RuleContext;
  /** Where the saved answers lead. */
  walk(answers: Answers): Journey;
  readonly checkPickers: PickerCheck;
}

const newRowId = (input: PageInput) => input.newRowId ?? String(input.revision);

/** Answers of the whole draft with this page's (or row's) answers put in; fields no longer shown go. */
function merge(input: PageInput, answers: Answers): Answers {
  const { draft, page, row } = input;
  if (page.repeat && row !== undefined) {
    const at = { index: row, fields: page.fields, newId: newRowId(input) };
    return withRowPage(draft.answers, page.repeat.of, at, answers);
  }
  const rest = { ...draft.answers };
  for (const field of page.fields) delete rest[field.id];
  return { ...rest, ...answers };
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * Is what was just typed already what is saved? Then a second tap is no conflict. `row`: where it
 * stands.
 */
function alreadySaved(
  input: PageInput,
  current: Draft,
  answers: Answers,
): { readonly row?: number } | undefined {
  const { draft, page, row } = input;
  const says = (saved: Answers) =>
    page.fields.every((field) => same(saved[field.id], answers[field.id]));
  if (!page.repeat || row === undefined) return says(current.answers) ? {} : undefined;
  const rows = rowsOf(current.answers, page.repeat.of);
  const id = rowIdOf(rowsOf(draft.answers, page.repeat.of), row) ?? newRowId(input);
  const at = rowIndexOf(rows, id);
  const saved = rows[at];
  return saved && says(saved) ? { row: at } : undefined;
}

function isFull({ draft, page, row }: PageInput): boolean {
  if (!page.repeat || row === undefined) return false;
  return row >= Math.max(page.repeat.max, rowsOf(draft.answers, page.repeat.of).length);
}

/** What was typed on another page (or row) and not sent yet is no business of this one's saving. */
async function keepOthers(
  { drafts }: { readonly drafts: DraftStore },
  { draft, page, row, locale }: PageInput,
  now: Date,
): Promise<Draft['pending']> {
  const pending = withoutPending(draft, { page, row });
  if (pending !== null) await drafts.keepPending({ id: draft.id, pending, locale, now });
  return pending;
}

/** Checks one page (or one row) and saves it as one durable change of the draft. */
export async function savePage(
  stores: { readonly drafts: DraftStore },
  clock: Clock,
  input: PageInput,
): Promise<SaveOutcome> {
  const { procedure, draft, journey, page, row, raw, context } = input;
  const after = (changed: Draft, at = row): SaveOutcome => ({
    result: 'saved',
    draft: changed,
    journey: input.walk(changed.answers),
    ...(at !== undefined && { row: at }),
  });
  if (isFull(input)) return { result: 'full' };
  const parsed = parsePage({ procedure, page, journey, raw, context, row });
  const errors =
    parsed.errors.length > 0
      ? parsed.errors
      : await input.checkPickers(parsed.shown, parsed.answers, journey);
  if (errors.length > 0) return { result: 'invalid', errors };

  const answers = merge(input, parsed.answers);
  const now = clock.now();
  const saved = await stores.drafts.save({
    id: draft.id,
    revision: input.revision,
    answers,
    locale: input.locale,
    now,
    expiresAt: draftExpiry(now),
  });
  if (saved !== 'conflict') {
    const pending = await keepOthers(stores, input, now);
    return after({ ...draft, answers, revision: saved, pending });
  }

  const current = await stores.drafts.find(draft.id);
  if (current === undefined) return { result: 'conflict', draft };
  const twice = alreadySaved(input, current, parsed.answers);
  return twice ? after(current, twice.row) : { result: 'conflict', draft: current };
}
