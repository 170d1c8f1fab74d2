import { type PageToParse, parsePage } from './parse-page.ts';
import { rowsOf } from './rows.ts';

/**
 * Does what was typed on a page (or in a row) say anything that isn't saved? Nothing typed, or
 * typed as it is saved, doesn't.
 */
export function isUnsaved(input: PageToParse): boolean {
  const { page, journey, row } = input;
  const fields = page.fields.map((field) => ({ ...field, required: false }));
  const { answers, errors } = parsePage({ ...input, page: { ...page, fields, checks: [] } });
  if (errors.length > 0) return true;
  const saved = page.repeat ? rowsOf(journey.answers, page.repeat.of)[row ?? 0] : journey.answers;
  return fields.some(({ id, type }) => {
    const [typed, before] = [answers[id], saved?.[id]];
    // A box that is not ticked is an answer, but nothing that anybody did.
    if (type === 'consent' && !typed && !before) return false;
    return JSON.stringify(typed) !== JSON.stringify(before);
  });
}
