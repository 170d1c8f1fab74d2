import { DEFINITION } from './definition-schema.ts';
import { readDefinition } from './load-library.ts';
import type { Locale } from './locale.ts';
import type { Finding, Library } from './procedure.ts';
import { readSource } from './source-file.ts';
import { type Coverage, translationCoverage } from './translation-coverage.ts';

/** What there is to say about one definition, good or broken. */
export interface DefinitionCheck {
  /** The folder's name. */
  readonly id: string;
  readonly title?: string;
  readonly pages: number;
  readonly phases: number;
  /** How many example cases hold; `held` is absent where they were not run for other errors. */
  readonly examples: { readonly held?: number; readonly all: number };
  /** Absent where the file can't be read as a definition. */
  readonly coverage?: ReadonlyMap<Locale, Coverage>;
  /** Facts that the town has to confirm. */
  readonly toConfirm: readonly string[];
  readonly findings: readonly Finding[];
}

/** The example cases that hold; undefined where other errors came first. */
function heldExamples(all: number, findings: readonly Finding[]): number | undefined {
  const errors = findings.filter(({ level }) => level === 'error');
  if (errors.some(({ code, example }) => code !== 'example_failed' && example === undefined)) {
    return undefined;
  }
  return all - new Set(errors.map(({ example }) => example)).size;
}

function checkOne(folder: string, id: string, library: Library): DefinitionCheck {
  const sources = readDefinition(folder, id);
  const findings =
    library.broken.get(id) ?? library.warnings.filter(({ file }) => file.startsWith(`${id}/`));
  const { source } = readSource(`${id}/definition.yaml`, sources['definition.yaml'] ?? '');
  const read = DEFINITION.safeParse(source.data);
  if (!read.success) {
    const { title } = (source.data ?? {}) as { readonly title?: unknown };
    return {
      id,
      ...(typeof title === 'string' && { title }),
      pages: 0,
      phases: 0,
      examples: { all: 0 },
      toConfirm: [],
      findings,
    };
  }
  const { title, phases = {}, examples = {}, to_confirm: toConfirm = [] } = read.data;
  const all = Object.keys(examples).length;
  const held = heldExamples(all, findings);
  const procedure = library.procedures.get(id);
  return {
    id,
    title: procedure?.text('ja', 'title') ?? title,
    pages: procedure?.pages.length ?? read.data.pages.length,
    phases: Object.keys(phases).length,
    examples: { all, ...(held !== undefined && { held }) },
    coverage: translationCoverage(read.data, sources, library.town),
    toConfirm,
    findings,
  };
}

/** Every definition of a loaded folder, by its name. */
export function checkReport(folder: string, library: Library): readonly DefinitionCheck[] {
  const ids = [...library.procedures.keys(), ...library.broken.keys()].sort();
  return ids.map((id) => checkOne(folder, id, library));
}
