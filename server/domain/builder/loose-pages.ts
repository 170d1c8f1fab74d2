import type { EditPath } from './edit.ts';
import { asList, asMap, asText, type LooseMap } from './loose-data.ts';

/** A page of a definition that may be unfinished. */
export interface LoosePage {
  readonly id: string;
  readonly path: EditPath;
  readonly source: LooseMap;
  /** The list whose rows it asks for. */
  readonly repeat?: string;
  readonly fields: readonly LooseField[];
}

/** A question, also one of a row; a `person` is taken apart nowhere. */
export interface LooseField {
  readonly id: string;
  /** `<id>`, in rows `<list>.<id>`: how texts and answers call it. */
  readonly key: string;
  readonly path: EditPath;
  readonly source: LooseMap;
  readonly page: string;
  /** Key of the list whose row it stands in. */
  readonly list?: string;
}

function fieldsOf(
  page: string,
  sources: unknown,
  path: EditPath,
  list: string | undefined,
): LooseField[] {
  return Object.entries(asMap(sources)).flatMap(([id, written]) => {
    const source = asMap(written);
    const key = list === undefined ? id : `${list}.${id}`;
    const own = { id, key, path: [...path, id], source, page, ...(list !== undefined && { list }) };
    if (source['type'] !== 'rows') return [own];
    return [own, ...fieldsOf(page, source['fields'], [...own.path, 'fields'], key)];
  });
}

function pagesAt(pages: unknown, path: EditPath): LoosePage[] {
  return asList(pages).map((written, index) => {
    const source = asMap(written);
    const id = asText(source['id']) ?? '';
    const repeat = asText(asMap(source['repeat'])['of']);
    const own = [...path, index];
    const fields = fieldsOf(id, source['fields'], [...own, 'fields'], repeat);
    return { id, path: own, source, fields, ...(repeat !== undefined && { repeat }) };
  });
}

/** Pages of the application, then those of its phases. */
export function loosePages(definition: unknown): readonly LoosePage[] {
  const { pages, phases } = asMap(definition);
  return [
    ...pagesAt(pages, ['pages']),
    ...Object.entries(asMap(phases)).flatMap(([key, phase]) =>
      pagesAt(asMap(phase)['pages'], ['phases', key, 'pages']),
    ),
  ];
}

/** Keys of what has rows: repeats of pages, and questions of type `rows`. */
export function listKeys(pages: readonly LoosePage[]): ReadonlySet<string> {
  const rows = pages
    .flatMap(({ fields }) => fields)
    .filter(({ source }) => source['type'] === 'rows');
  return new Set([...pages.flatMap(({ repeat }) => repeat ?? []), ...rows.map(({ key }) => key)]);
}

/** Keys of the answers that a question stands for: a person is several. */
export function answerKeys({ key, source }: LooseField): readonly string[] {
  if (source['type'] !== 'person') return [key];
  return asList(source['parts']).map((part) => `${key}_${String(part)}`);
}
