import type { EditPath } from './edit.ts';
import { asMap, asText, at } from './loose-data.ts';
import { type LooseField, type LoosePage, loosePages } from './loose-pages.ts';

/** Something of a definition that has a name, by which other places speak of it. */
export type NamedThing =
  | { readonly kind: 'page'; readonly name: string; readonly page: LoosePage }
  | { readonly kind: 'field'; readonly name: string; readonly field: LooseField }
  | { readonly kind: 'repeat'; readonly name: string }
  | { readonly kind: 'option'; readonly name: string; readonly field: LooseField }
  /** A condition or a calculation. */
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'attachment'; readonly name: string }
  | { readonly kind: 'phase'; readonly name: string }
  /** An example case: nothing speaks of it, nobody translates it. */
  | { readonly kind: 'example'; readonly name: string }
  /** Spoken of nowhere but in the language files (and a check in examples). */
  | { readonly kind: 'entry'; readonly name: string; readonly textKey: string };

const ENTRIES: Readonly<Record<string, string>> = { next: 'next', notices: 'notices' };

function inPage(definition: unknown, path: EditPath, depth: number): NamedThing | undefined {
  const page = loosePages(definition).find((one) => same(one.path, path.slice(0, depth)));
  if (!page) return undefined;
  const rest = path.slice(depth);
  const [part, name] = rest;
  if (rest.length === 0 || (part === 'id' && rest.length === 1)) {
    return { kind: 'page', name: page.id, page };
  }
  if (part === 'repeat' && name === 'of' && page.repeat !== undefined) {
    return { kind: 'repeat', name: page.repeat };
  }
  if (part === 'fields') return inField(page, path);
  const isEntry = rest.length === 2 && (part === 'notes' || part === 'checks');
  return isEntry
    ? { kind: 'entry', name: String(name), textKey: `pages.${page.id}.${part}.${String(name)}` }
    : undefined;
}

function inField(page: LoosePage, path: EditPath): NamedThing | undefined {
  // The innermost question on the way: a column of rows before the rows themselves.
  const field = page.fields
    .filter((one) => same(one.path, path.slice(0, one.path.length)))
    .toSorted((a, b) => b.path.length - a.path.length)[0];
  if (!field) return undefined;
  const [part, name, ...more] = path.slice(field.path.length);
  if (part === undefined) return { kind: 'field', name: field.id, field };
  if (more.length > 0 || name === undefined) return undefined;
  if (part === 'options') return { kind: 'option', name: String(name), field };
  return part === 'checks'
    ? { kind: 'entry', name: String(name), textKey: `fields.${field.key}.checks.${String(name)}` }
    : undefined;
}

function same(one: EditPath, other: EditPath): boolean {
  return (
    one.length === other.length && one.every((step, index) => String(step) === String(other[index]))
  );
}

/** What a path leads to, if that has a name which others use. */
export function namedThingAt(definition: unknown, path: EditPath): NamedThing | undefined {
  const [part, name, inner, key] = path;
  const text = String(name);
  if (part === 'pages' && path.length >= 2) return inPage(definition, path, 2);
  if (part === 'phases') {
    if (path.length === 2) return { kind: 'phase', name: text };
    if (inner === 'pages' && path.length >= 4) return inPage(definition, path, 4);
    return inner === 'attachments' && path.length === 4
      ? { kind: 'attachment', name: String(key) }
      : undefined;
  }
  if (part === 'fee' && name === 'lines') {
    const item = asText(asMap(at(definition, path.slice(0, 3)))['item']);
    const isLine = path.length === 3 || (path.length === 4 && key === 'item');
    return item !== undefined && isLine
      ? { kind: 'entry', name: item, textKey: `fee.${item}` }
      : undefined;
  }
  if (part === 'start' && name === 'ready' && path.length === 3) {
    return { kind: 'entry', name: String(inner), textKey: `start.ready.${String(inner)}` };
  }
  if (part === 'estimate' && name === 'lines' && path.length === 3) {
    return { kind: 'entry', name: String(inner), textKey: `estimate.lines.${String(inner)}` };
  }
  if (path.length !== 2) return undefined;
  if (part === 'conditions' || part === 'calculations') return { kind: 'named', name: text };
  if (part === 'attachments') return { kind: 'attachment', name: text };
  if (part === 'examples') return { kind: 'example', name: text };
  const entry = ENTRIES[String(part)];
  return entry === undefined
    ? undefined
    : { kind: 'entry', name: text, textKey: `${entry}.${text}` };
}
