/**
 * Text that is already safe to put into a page. Views print an `Html` as it is and escape
 * everything else, so ruby in our own texts works and ruby marks typed by a person stay text.
 */
export class Html {
  readonly value: string;
  constructor(value: string) {
    this.value = value;
  }
  toString(): string {
    return this.value;
  }
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (c) => ENTITIES[c] as string) : text;
}

/** What Eta calls for every `<%= %>`. */
export function escapeForView(value: unknown): string {
  if (value instanceof Html) return value.value;
  return value === undefined || value === null ? '' : escapeHtml(String(value));
}

const RUBY = /\{([^{}|]+)\|([^{}|]+)\}/g;

/** `{漢字|かんじ}` → `<ruby>`; everything else is escaped. For our own texts only, never for typed ones. */
export function rubyHtml(text: string): Html {
  return new Html(
    escapeHtml(text).replace(
      RUBY,
      (_, base, reading) => `<ruby>${base}<rp>(</rp><rt>${reading}</rt><rp>)</rp></ruby>`,
    ),
  );
}

/** The same text where ruby can't be shown: titles, attributes, mail, PDF. */
export function plainText(text: string): string {
  return text.replace(RUBY, '$1');
}

const CHARACTERS: Record<string, string> = Object.fromEntries(
  Object.entries(ENTITIES).map(([char, entity]) => [entity, char]),
);

/** Words without markup and without readings: what stands on paper. Breaks become line feeds. */
export function textOf(text: Html | string): string {
  if (typeof text === 'string') return plainText(text);
  return text.value
    .replace(/<(rt|rp)>.*?<\/\1>/g, '')
    .replace(/<br>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => CHARACTERS[entity] as string);
}
