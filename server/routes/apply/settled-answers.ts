import type { Answers, RawInput } from '../../domain/fields/answers.ts';
import { toRawPage } from '../../domain/fields/to-raw-page.ts';
import { parsePage } from '../../domain/procedures/parse-page.ts';
import type { Page } from '../../domain/procedures/procedure.ts';
import { rowsOf } from '../../domain/procedures/rows.ts';
import type { ApplyState } from './apply-context.ts';

interface Spot {
  readonly page: Page;
  readonly row?: number;
}

const isInputOf = (name: string, field: string) => name === field || name.startsWith(`${field}.`);

/** The saved answers of the page, or of the row. */
function saved({ draft }: ApplyState, { page, row }: Spot): Answers {
  if (!page.repeat || row === undefined) return draft.answers;
  return rowsOf(draft.answers, page.repeat.of)[row] ?? {};
}

/** What was typed, with the saved answers of these fields in place of whatever stands for them. */
function withSaved(
  state: ApplyState,
  spot: Spot,
  raw: RawInput,
  fields: ReadonlySet<string>,
): RawInput {
  const typed = Object.entries(raw).filter(
    ([name]) => ![...fields].some((field) => isInputOf(name, field)),
  );
  const settled = spot.page.fields.filter(({ id }) => fields.has(id));
  return { ...Object.fromEntries(typed), ...toRawPage(settled, saved(state, spot)) };
}

/**
 * In a correction: what was typed where something was returned, and all else as it was sent. A
 * field that does not fit together with what is mended is open, too: else nobody could go on.
 */
export function keepSettled(state: ApplyState, spot: Spot, raw: RawInput): RawInput {
  const settled = state.settledOn?.(spot.page, spot.row);
  if (settled === undefined || settled.size === 0) return raw;
  const kept = withSaved(state, spot, raw, settled);
  const { procedure, journey, context } = state;
  const { errors } = parsePage({ ...spot, procedure, journey, context, raw: kept });
  const faulty = new Set(errors.map(({ field }) => field.split('.')[0]));
  const typed = (field: string) => Object.keys(raw).some((name) => isInputOf(name, field));
  const stay = [...settled].filter((field) => !(faulty.has(field) && typed(field)));
  return stay.length === settled.size ? kept : withSaved(state, spot, raw, new Set(stay));
}
