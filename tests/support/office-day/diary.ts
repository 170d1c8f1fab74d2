import type { Page } from 'playwright-core';

/** What looking at a page of the office leaves in the log. */
const LOOKS: readonly (readonly [method: string, path: RegExp, action: string])[] = [
  ['GET', /^\/office\/cases$/, 'cases.listed'],
  ['POST', /^\/office\/cases\/bulk$/, 'cases.listed'],
  ['POST', /^\/office\/cases\/search$/, 'cases.searched'],
  ['GET', /^\/office\/cases\/[0-9a-f-]{36}(\/messages|\/return)?$/, 'case.viewed'],
  ['POST', /^\/office\/cases\/[0-9a-f-]{36}\/return$/, 'case.viewed'],
  ['GET', /^\/office\/cases\/[0-9a-f-]{36}\/files\//, 'case.file_opened'],
  ['GET', /^\/office\/audit$/, 'audit.viewed'],
];

/**
 * What was done on this day, by whom and how often, as whoever stood beside the desks would have
 * written it down: the log of the program is compared with it.
 */
export class Diary {
  readonly #counts = new Map<string, number>();

  /** @param who as the log names them: `staff:<login>`, `resident` … */
  did(who: string, action: string, times = 1): void {
    const key = `${who} ${action}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + times);
  }

  /** A payment is begun, and then the company says that it is done. */
  paid(): void {
    this.did('payments', 'charge.changed', 2);
  }

  /** Counts each page that is looked at on that screen. */
  watch(page: Page, login: string): void {
    page.on('response', (response) => {
      const request = response.request();
      // A step that was taken leads away (303): that is no looking.
      const isLooking =
        response.ok() || (response.status() === 303 && request.url().endsWith('/search'));
      const path = new URL(request.url()).pathname;
      const found = LOOKS.find(([method, of]) => method === request.method() && of.test(path));
      if (found && isLooking) this.did(`staff:${login}`, found[2]);
    });
  }

  /** Begins anew: what was done so far stands in the log before this day. */
  clear(): void {
    this.#counts.clear();
  }

  /** Sorted, `<who> <action>` with how often. */
  list(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
