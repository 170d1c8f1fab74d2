import type { Page, Procedure } from './procedure.ts';

/** All pages of the repeat that a page belongs to, in order; a page that doesn't repeat alone. */
export function groupOf({ pages, phases }: Procedure, page: Page): readonly Page[] {
  const { repeat } = page;
  if (!repeat) return [page];
  const all = [...pages, ...phases.flatMap((phase) => phase.pages)];
  return all.filter((one) => one.repeat?.of === repeat.of);
}

/** The page whose address is the list of rows: the first of its group. A page alone is its own. */
export function listPage(procedure: Procedure, page: Page): Page {
  return groupOf(procedure, page)[0] ?? page;
}

/** Does a page go on with the rows of the page before it? */
export function isLaterPage({ id, repeat }: Page): boolean {
  return repeat !== undefined && repeat.first !== id;
}
