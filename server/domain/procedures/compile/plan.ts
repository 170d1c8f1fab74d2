import type { Definition, FieldSource, PageSource } from '../definition-schema.ts';
import type { YamlPath } from '../source-file.ts';

/** A field on its way to being compiled: where it stands in the form and in the file. */
export interface FieldPlan {
  readonly id: string;
  readonly source: FieldSource;
  readonly page: string;
  readonly repeat?: string;
  /** Order in the whole form; conditions may only look back. */
  readonly position: number;
  readonly path: YamlPath;
  /** `fields.<id>` or `fields.<repeat>.<id>`. */
  readonly textKey: string;
}

export interface PagePlan {
  readonly id: string;
  readonly source: PageSource;
  readonly fields: readonly FieldPlan[];
  readonly path: YamlPath;
  /** Everything up to `start` was asked before this page, up to `end` before the next one. */
  readonly start: number;
  readonly end: number;
}

const PAGE_STEP = 1000;

/** What the parts of a person are by themselves. Who is born cannot be born tomorrow. */
const PERSON_TYPES: Readonly<Record<string, FieldSource>> = {
  name: { type: 'name' },
  birth: { type: 'date', not_future: true },
  gender: { type: 'gender' },
  address: { type: 'address' },
  phone: { type: 'phone' },
  email: { type: 'email' },
};

function expand(id: string, source: FieldSource): readonly (readonly [string, FieldSource])[] {
  if (source.type !== 'person') return [[id, source]];
  const { when, required } = source;
  return (source['parts'] as readonly string[]).map((part) => [
    `${id}_${part}`,
    {
      ...(PERSON_TYPES[part] as FieldSource),
      fact: `${id}.${part}`,
      ...(when !== undefined && { when }),
      ...(required !== undefined && { required }),
    },
  ]);
}

/** Pages and fields in order, `person` taken apart into its fields. */
export function planPages(definition: Definition): readonly PagePlan[] {
  return definition.pages.map((source, index) => {
    const start = index * PAGE_STEP;
    const repeat = source.repeat?.of;
    const fields: FieldPlan[] = [];
    for (const [written, field] of Object.entries(source.fields)) {
      for (const [id, single] of expand(written, field as FieldSource)) {
        fields.push({
          id,
          source: single,
          page: source.id,
          ...(repeat !== undefined && { repeat }),
          position: start + fields.length + 1,
          path: ['pages', index, 'fields', written],
          textKey: repeat === undefined ? `fields.${id}` : `fields.${repeat}.${id}`,
        });
      }
    }
    return {
      id: source.id,
      source,
      fields,
      path: ['pages', index],
      start,
      end: start + PAGE_STEP - 1,
    };
  });
}
