import type { Page } from 'playwright-core';
import type { Answers, RawInput } from '../../../server/domain/fields/answers.ts';
import { fillForm } from '../fill-form.ts';
import { SMALL_PNG } from '../multipart.ts';
import { pay } from '../payment-steps.ts';
import { lookUp, type Receipt } from '../receipt.ts';
import { go, sendFile } from '../walk.ts';
import type { Person } from './people.ts';

/** Somebody at home, and what they have in their hands after applying. */
export class Home {
  readonly person: Person;
  readonly receipt: Receipt;
  /** What they entered, with what they mended since. */
  answers: Answers;
  readonly #url: string;
  #page: Page | undefined;

  constructor(url: string, person: Person, answers: Answers, receipt: Receipt) {
    this.#url = url;
    this.person = person;
    this.answers = answers;
    this.receipt = receipt;
  }

  get number(): string {
    return this.receipt.number;
  }

  /** Looks the case up by number and code, on any phone, and reads what it says. */
  async status(phone: Page): Promise<string> {
    this.#page = phone;
    await phone.context().clearCookies();
    await lookUp(phone, `${this.#url}/${this.person.locale}`, this.receipt);
    return this.read();
  }

  get page(): Page {
    if (this.#page === undefined) throw new Error(`${this.person.key} has opened nothing`);
    return this.#page;
  }

  read(): Promise<string> {
    return this.page.innerText('main');
  }

  /** The page that lies open, in Japanese. */
  async readInJapanese(): Promise<string> {
    const { pathname } = new URL(this.page.url());
    await this.page.goto(`${this.#url}${pathname.replace(/^\/[^/]+/, '/ja')}`);
    return this.read();
  }

  /** Opens what was returned. @returns the names of what can be typed in there */
  async openCorrection(): Promise<readonly string[]> {
    await go(this.page, this.page.locator('main form[action$="/correction"] button'));
    const inputs = this.page.locator('#form :is(input:not([type="hidden"]), select, textarea)');
    const names = await inputs.evaluateAll((all) => all.map((one) => one.getAttribute('name')));
    return [...new Set(names.filter((name): name is string => name !== null))];
  }

  /** Mends the page that lies open, and sends the correction. */
  async mend(wishes: RawInput, answers: Answers): Promise<void> {
    await fillForm(this.page, wishes);
    await go(this.page, this.page.locator('#form button[value="next"]'));
    await go(this.page, this.page.locator('#form button[value="submit"]'));
    this.answers = { ...this.answers, ...answers };
  }

  /** Hands in a document that was to follow, from the status page. */
  async handIn(key: string): Promise<void> {
    await go(this.page, this.page.locator(`main a[href$="/attachments/${key}"]`).first());
    await sendFile(this.page, SMALL_PNG);
  }

  async say(text: string): Promise<void> {
    const form = this.page.locator('form[action$="/messages"]');
    await form.locator('textarea').fill(text);
    await go(this.page, form.locator('button'));
  }

  /** Pays what was fixed after the review. */
  async payNow(): Promise<void> {
    await go(this.page, this.page.locator('main a[href*="/pay/"]').first());
    await pay(this.page, 'card');
  }
}
