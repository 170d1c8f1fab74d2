import type { Page } from 'playwright-core';
import { adminPaths } from '../../server/http/admin-paths.ts';
import { phone } from './browser.ts';
import type { InjectedResident } from './injected-resident.ts';
import { go } from './walk.ts';

/** Somebody who edits a procedure with mouse and keyboard; what they do is counted. */
export class BuilderBrowser {
  readonly page: Page;
  readonly #url: string;
  /** Clicks, and fields that were typed into or chosen in. */
  actions = 0;

  private constructor(page: Page, url: string) {
    this.page = page;
    this.#url = url;
  }

  /** A desktop with whoever is signed in in that browser. */
  static async open(url: string, { cookies }: InjectedResident): Promise<BuilderBrowser> {
    const context = await phone({ width: 1280, height: 900, scale: 1 });
    await context.addCookies([{ name: 'madoguchi', value: cookies['madoguchi'] ?? '', url }]);
    return new BuilderBrowser(await context.newPage(), url);
  }

  /** What is reached by one click on a link; the way there is not what is tested. */
  async visit(path: string): Promise<void> {
    this.actions += 1;
    await this.page.goto(this.#url + path, { waitUntil: 'domcontentloaded' });
  }

  async click(selector: string): Promise<void> {
    this.actions += 1;
    await go(this.page, this.page.locator(selector).first());
  }

  async type(selector: string, value: string): Promise<void> {
    this.actions += 1;
    const input = this.page.locator(selector);
    const isSelect = await input.evaluate((one) => one.tagName === 'SELECT');
    await (isSelect ? input.selectOption(value) : input.fill(value));
  }

  /** A folded form is opened first. */
  async unfold(id: string): Promise<void> {
    const fold = this.page.locator(`details#${id}:not([open]) > summary`);
    if ((await fold.count()) === 0) return;
    this.actions += 1;
    await fold.click();
  }

  /** Fills in a form of the builder and presses its button. `true` ticks, `name=value` picks a radio. */
  async form(id: string, fields: Readonly<Record<string, string | true>>): Promise<void> {
    await this.unfold(id);
    const form = this.page.locator(`form:has(> input[name="form"][value="${id}"])`);
    for (const [name, value] of Object.entries(fields)) {
      this.actions += 1;
      const input = form.locator(`[name="${name}"]`);
      const kind = await input
        .first()
        .evaluate((one) => `${one.tagName}:${(one as { type?: string }).type}`);
      if (kind.startsWith('SELECT')) await input.selectOption(String(value));
      else if (kind.endsWith(':radio') || (kind.endsWith(':checkbox') && value !== true))
        await form.locator(`[name="${name}"][value="${value}"]`).check();
      else if (value === true) await input.check();
      else await input.fill(value);
    }
    this.actions += 1;
    await go(this.page, form.locator('button.builder-save'));
  }

  /** A new question on the page that lies open; one is on the question's own page afterwards. */
  ask(label: string, type: string): Promise<void> {
    return this.form('add', { label, type });
  }

  /** Takes the file of texts out, has them translated, brings it back. */
  async translate(
    version: string,
    locale: string,
    translator: (csv: string) => string,
  ): Promise<string> {
    const file = adminPaths.translationsFile(version, locale, 'csv');
    const csv = await (await this.page.request.get(this.#url + file)).text();
    await this.visit(adminPaths.translations(version, locale));
    this.actions += 2;
    await this.page.locator('input[type="file"]').setInputFiles({
      name: `${locale}.csv`,
      mimeType: 'text/csv',
      buffer: Buffer.from(translator(csv)),
    });
    await go(this.page, this.page.getByRole('button', { name: 'ファイルを入れる' }));
    return this.page.innerText('main');
  }
}
