import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import type { Page, Response } from 'playwright-core';

/** Resolves the rules once; the package would build its table of all elements anew for each page. */
class RulesOnce extends StaticConfigLoader {
  #rules: ReturnType<StaticConfigLoader['getConfigFor']> | undefined;

  override getConfigFor(handle: string) {
    this.#rules ??= super.getConfigFor(handle);
    return this.#rules;
  }
}

const rules = new RulesOnce({
  extends: ['html-validate:recommended'],
  rules: {
    // How the source is laid out is the template's business.
    'no-trailing-whitespace': 'off',
    'attribute-boolean-style': 'off',
    'doctype-style': 'off',
    'void-style': 'off',
    // Titles are long in Japanese offices; telephone numbers are written by the town.
    'long-title': 'off',
    'tel-non-breaking': 'off',
    'no-inline-style': 'error',
    // Checkboxes of one question share their name, as radio buttons do.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'submit', 'reset'] }],
    'require-csp-nonce': 'off',
  },
});
const validator = new HtmlValidate(rules);

/** A word with its reading that stands beside another one, with nothing but text between them. */
const NEXT_RUBY = /(?<=<\/ruby>[^<]*)<ruby>([^<]+)<rp>\(<\/rp><rt>[^<]+<\/rt><rp>\)<\/rp><\/ruby>/g;

/**
 * Findings of the HTML validator on a page's source, as `line:column rule: message`. Of words with
 * readings side by side it sees the first: where that may stand its neighbours may, and a page in easy
 * Japanese has thousands.
 */
export async function invalidHtml(source: string): Promise<string[]> {
  const report = await validator.validateString(source.replace(NEXT_RUBY, '$1'));
  return report.results.flatMap((result) =>
    result.messages.map((m) => `html ${m.line}:${m.column} ${m.ruleId}: ${m.message}`),
  );
}

const lastDocument = new WeakMap<Page, Response>();

/** Remembers each document that the tab loads, so that its source can be read as the server sent it. */
export function watchDocuments(page: Page): void {
  page.on('response', (response) => {
    const request = response.request();
    if (!request.isNavigationRequest() || request.frame() !== page.mainFrame()) return;
    if (response.status() < 300 || response.status() >= 400) lastDocument.set(page, response);
  });
}

/** The page as the server sent it; undefined when the tab took it from its memory (back button). */
export async function sourceOf(page: Page): Promise<string | undefined> {
  return lastDocument
    .get(page)
    ?.text()
    .catch(() => undefined);
}
