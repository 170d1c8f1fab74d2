import type { Resources } from '../../domain/bookings/resources.ts';
import type { Expression, Page, Procedure } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import { type FieldTexts, pageFieldTexts } from './field-texts.ts';
import { procedurePlain, procedureText } from './procedure-text.ts';

/** All of a form page that doesn't depend on the person. */
export interface PageTexts {
  readonly procedure: Html;
  readonly procedurePlain: string;
  readonly title: Html;
  readonly titlePlain: string;
  readonly hint?: Html;
  readonly notes: readonly {
    readonly tone: 'info' | 'warning';
    readonly text: Html;
    readonly when?: Expression<boolean>;
  }[];
  readonly fields: readonly FieldTexts[];
  /** Some field depends on more than the page itself can follow. */
  readonly hasRules: boolean;
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
}

function make(
  procedure: Procedure,
  words: Words,
  page: Page,
  resources: Resources | undefined,
): PageTexts {
  const text = (key: string) => procedureText(procedure, words, key);
  const fields = pageFieldTexts(procedure, words, page, resources);
  const all = page.fields.flatMap((field) => [field, ...(field.rows?.fields ?? [])]);
  const hasType = (type: string) => page.fields.some((field) => field.type === type);
  const scripts = ['once.js', 'keep.js'];
  if (all.some((field) => field.reveal)) scripts.push('reveal.js');
  if (hasType('item_picker')) scripts.push('items.js');
  if (all.some(({ type }) => type === 'name')) scripts.push('furigana.js');
  return {
    procedure: text('title') ?? words.t('apply:form'),
    procedurePlain: procedurePlain(procedure, words, 'title'),
    title: text(`pages.${page.id}.title`) ?? words.t('apply:form'),
    titlePlain: procedurePlain(procedure, words, `pages.${page.id}.title`),
    hint: text(`pages.${page.id}.hint`),
    notes: page.notes.map(({ key, tone, when }) => ({
      tone,
      when,
      text: text(`pages.${page.id}.notes.${key}`) ?? words.t('apply:form'),
    })),
    fields,
    hasRules: all.some((field) => field.when && !field.reveal),
    styles: hasType('slot_picker') ? ['form.css', 'calendar.css'] : ['form.css'],
    scripts,
  };
}

const cache = new WeakMap<Page, Map<string, PageTexts>>();

/** Cached by page object, which belongs to one version of one procedure, and by language. */
export function pageTexts(
  procedure: Procedure,
  words: Words,
  page: Page,
  resources?: Resources,
): PageTexts {
  let byLocale = cache.get(page);
  if (!byLocale) {
    byLocale = new Map();
    cache.set(page, byLocale);
  }
  let texts = byLocale.get(words.locale);
  if (!texts) {
    texts = make(procedure, words, page, resources);
    byLocale.set(words.locale, texts);
  }
  return texts;
}
