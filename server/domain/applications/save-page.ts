import type { Clock } from '../../lib/clock.ts';
import type { Answers, FieldError, RawInput } from '../fields/answers.ts';
import type { Locale } from '../procedures/locale.ts';
import { parsePage } from '../procedures/parse-page.ts';
import type { Field, Journey, Page, Procedure, RuleContext } from '../procedures/procedure.ts';
import { rowsOf, withRow } from '../procedures/rows.ts';
import type { Draft } from './application.ts';
import type { DraftStore } from './application-store.ts';
import { draftExpiry } from './start-draft.ts';

export type SaveOutcome =
  | { readonly result: 'saved'; readonly draft: Draft; readonly journey: Journey }
  | { readonly result: 'invalid'; readonly errors: readonly FieldError[] }
  /** Another tab saved in between; `draft` is what stands there now. */
  | { readonly result: 'conflict'; readonly draft: Draft };

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
  readonly raw: RawInput;
  /** The revision that the form was rendered with. */
  readonly revision: number;
  readonly locale: Locale;
  readonly context: RuleContext;
  /** Where the saved answers lead. */
  walk(answers: Answers): Journey;
  readonly checkPickers: PickerCheck;
}

/** Answers of the whole draft with this page's (or row's) answers put in; fields no longer shown go. */
function merge(input: PageInput, answers: Answers): Answers {
  const { draft, page, row } = input;
  if (page.repeat && row !== undefined) {
    return withRow(draft.answers, page.repeat.of, row, answers);
  }
  const rest = { ...draft.answers };
  for (const field of page.fields) delete rest[field.id];
  return { ...rest, ...answers };
}

/** Is what was just typed already what is saved? Then a second tap is no conflict. */
function saysTheSame(input: PageInput, current: Draft, answers: Answers): boolean {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const { page, row } = input;
  if (page.repeat && row !== undefined) {
    return same(rowsOf(current.answers, page.repeat.of)[row], answers);
  }
  return page.fields.every((field) => same(current.answers[field.id], answers[field.id]));
}

/** What was typed on another page and not sent yet is no business of this one's saving. */
async function keepOthers(
  { drafts }: { readonly drafts: DraftStore },
  { draft: { id, pending }, page, locale }: PageInput,
  now: Date,
): Promise<Draft['pending']> {
  if (pending === null || pending.page === page.id) return null;
  await drafts.keepPending({ id, pending, locale, now });
  return pending;
}

/** Checks one page (or one row) and saves it as one durable change of the draft. */
export async function savePage(
  stores: { readonly drafts: DraftStore },
  clock: Clock,
  input: PageInput,
): Promise<SaveOutcome> {
  const { procedure, draft, journey, page, row, raw, context } = input;
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
  const after = (changed: Draft): SaveOutcome => ({
    result: 'saved',
    draft: changed,
    journey: input.walk(changed.answers),
  });
  if (saved !== 'conflict') {
    const pending = await keepOthers(stores, input, now);
    return after({ ...draft, answers, revision: saved, pending });
  }

  const current = await stores.drafts.find(draft.id);
  if (current === undefined) return { result: 'conflict', draft };
  return saysTheSame(input, current, parsed.answers)
    ? after(current)
    : { result: 'conflict', draft: current };
}
