import type { Definition, FieldSource, PageSource } from '../definition-schema.ts';
import type { YamlPath } from '../source-file.ts';
import { whoPage } from './who.ts';

/** A field on its way to being compiled: where it stands in the form and in the file. */
export interface FieldPlan {
  readonly id: string;
  readonly source: FieldSource;
  readonly page: string;
  readonly repeat?: string;
  /** Id of the `rows` field of the same page that it is a column of; `repeat` is that field's key. */
  readonly within?: string;
  /** Order in the whole form; conditions may only look back. */
  readonly position: number;
  readonly path: YamlPath;
  /** `fields.<id>` or `fields.<repeat>.<id>`. */
  readonly textKey: string;
}

/** The rules of a `rows` field over each of its rows. */
export function checksOf({ source }: Pick<FieldPlan, 'source'>): PageSource['checks'] {
  return source.type === 'rows' ? (source['checks'] as PageSource['checks']) : undefined;
}

export interface PagePlan {
  readonly id: string;
  readonly source: PageSource;
  readonly fields: readonly FieldPlan[];
  readonly path: YamlPath;
  /** Everything up to `start` was asked before this page, up to `end` before the next one. */
  readonly start: number;
  readonly end: number;
  /** The phase that it belongs to; undefined = the application itself. */
  readonly phase?: string;
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

interface Written {
  readonly source: PageSource;
  readonly path: YamlPath;
  readonly phase?: string;
}

/** Who applies, then the application's pages, then those of each phase. */
function writtenPages(definition: Definition): readonly Written[] {
  const who = whoPage(definition);
  const phases = Object.entries(definition.phases ?? {});
  return [
    ...(who ? [{ source: who, path: ['who'] }] : []),
    ...definition.pages.map((source, index) => ({ source, path: ['pages', index] })),
    ...phases.flatMap(([phase, { pages }]) =>
      pages.map((source, index) => ({ source, phase, path: ['phases', phase, 'pages', index] })),
    ),
  ];
}

type FieldSources = Readonly<Record<string, FieldSource>>;

interface PlaceOfFields {
  readonly page: string;
  readonly path: YamlPath;
  readonly start: number;
}

/** Adds fields behind those so far; the columns of a `rows` field stand in front of it. */
function planFields(
  at: PlaceOfFields,
  sources: FieldSources,
  repeat: string | undefined,
  soFar: FieldPlan[],
  within?: string,
): FieldPlan[] {
  for (const [written, field] of Object.entries(sources)) {
    for (const [id, source] of expand(written, field)) {
      const key = repeat === undefined ? id : `${repeat}.${id}`;
      const path = [...at.path, written];
      if (source.type === 'rows') {
        const columns = source['fields'] as FieldSources;
        planFields({ ...at, path: [...path, 'fields'] }, columns, key, soFar, id);
      }
      soFar.push({
        id,
        source,
        page: at.page,
        ...(repeat !== undefined && { repeat }),
        ...(within !== undefined && { within }),
        position: at.start + soFar.length + 1,
        path,
        textKey: `fields.${key}`,
      });
    }
  }
  return soFar;
}

/** Pages and fields in order, `person` and `who` taken apart into their fields. */
export function planPages(definition: Definition): readonly PagePlan[] {
  return writtenPages(definition).map(({ source, path, phase }, index) => {
    const start = index * PAGE_STEP;
    const repeat = source.repeat?.of;
    const at = { page: source.id, path: [...path, 'fields'], start };
    const fields = planFields(at, source.fields as FieldSources, repeat, []);
    const end = start + PAGE_STEP - 1;
    return {
      id: source.id,
      source,
      fields,
      path,
      start,
      end,
      ...(phase !== undefined && { phase }),
    };
  });
}

/** The pages of a phase, or those of the application. */
export function pagesOfPhase(plans: readonly PagePlan[], phase?: string): readonly PagePlan[] {
  return plans.filter((plan) => plan.phase === phase);
}

/** Where an expression about the application, and not about a phase, must stop looking. */
export function endOfApplication(plans: readonly PagePlan[]): number {
  return pagesOfPhase(plans).at(-1)?.end ?? 0;
}
