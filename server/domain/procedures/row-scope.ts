import type { Journey, Page, Scope } from './procedure.ts';

/** The journey's scope with `row` set to one saved row of a repeat page, or to a new empty one. */
export function rowScope(journey: Journey, page: Page, index: number): Scope {
  if (!page.repeat) return journey.scope;
  const rows = journey.scope[page.repeat.of];
  const row = Array.isArray(rows) ? rows[index] : undefined;
  return { ...journey.scope, row: row ?? page.repeat.newRow?.(index) };
}
