import type { Journey, OpenScope, Page, Scope } from './procedure.ts';

/** A scope that sees everything in another one; what is put into it stays in it. */
export function scopeOver(scope: Scope): OpenScope {
  return Object.create(scope) as OpenScope;
}

/** The scope with `row` set, for the expressions of one row. */
export function scopeWithRow(scope: Scope, row: unknown): OpenScope {
  const over = scopeOver(scope);
  over['row'] = row;
  return over;
}

/** The journey's scope with `row` set to one saved row of a repeat page, or to a new empty one. */
export function rowScope(journey: Journey, page: Page, index: number): Scope {
  if (!page.repeat) return journey.scope;
  const rows = journey.scope[page.repeat.of];
  const row = Array.isArray(rows) ? rows[index] : undefined;
  return scopeWithRow(journey.scope, row ?? page.repeat.newRow?.(index));
}
