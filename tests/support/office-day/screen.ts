import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { pageProblems } from '../page-checks.ts';
import { go } from '../walk.ts';
import type { Diary } from './diary.ts';

/** Pages of the office that have been looked at closely, by what they are. */
const lookedAt = new Set<string>();

/** A screen in the town hall, and what is done there. */
export class Screen {
  readonly page: Page;
  readonly login: string;
  readonly #url: string;
  readonly #diary: Diary;

  constructor(page: Page, login: string, url: string, diary: Diary) {
    this.page = page;
    this.login = login;
    this.#url = url;
    this.#diary = diary;
  }

  did(action: string, times = 1): void {
    this.#diary.did(`staff:${this.login}`, action, times);
  }

  to(path: string) {
    return this.page.goto(this.#url + path);
  }

  main(): Promise<string> {
    return this.page.innerText('main');
  }

  /** Looks closely at the first page of a kind. */
  async look(kind: string, typed: readonly string[] = []): Promise<void> {
    if (lookedAt.has(kind)) return;
    lookedAt.add(kind);
    const options = { locale: 'ja' as const, widths: [768], typed };
    expect(await pageProblems(this.page, options), kind).toEqual([]);
  }

  press(name: string | RegExp): Promise<void> {
    const button = this.page.locator('main').getByRole('button', { name, exact: true });
    return go(this.page, button.first());
  }

  follow(name: string | RegExp): Promise<void> {
    return go(
      this.page,
      this.page.locator('main').getByRole('link', { name, exact: true }).first(),
    );
  }
}
