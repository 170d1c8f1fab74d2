import { createHash } from 'node:crypto';
import { compileAttachments, compilePhases, compileReminder } from './compile/case.ts';
import { checkCase, checkPhaseFields } from './compile/case-findings.ts';
import { tellExamples } from './compile/example-findings.ts';
import { optionKeys, type Workbench } from './compile/fields.ts';
import { examplesOf, head } from './compile/head.ts';
import { checkIds } from './compile/ids.ts';
import { checkLabels, textReader } from './compile/labels.ts';
import { compileMoney } from './compile/money.ts';
import { compileNamed } from './compile/named.ts';
import { createNames } from './compile/names.ts';
import { compileOutput } from './compile/output.ts';
import { compilePages } from './compile/pages.ts';
import { phrasebookOf, withPhrases } from './compile/pinned-phrases.ts';
import { endOfApplication, pagesOfPhase, planPages } from './compile/plan.ts';
import { createReport, type Report } from './compile/report.ts';
import { checkReview } from './compile/review-findings.ts';
import { tellSchemaIssues } from './compile/schema-findings.ts';
import { createScopeRules } from './compile/scope-rules.ts';
import { checkSealed } from './compile/sealed-findings.ts';
import { checkSealingKey } from './compile/sealing-key-findings.ts';
import { compileSteps } from './compile/steps.ts';
import { collectTexts } from './compile/text-keys.ts';
import { readTexts, type TextDesk } from './compile/texts.ts';
import { declareVariables } from './compile/variables.ts';
import { DEFINITION, type Definition } from './definition-schema.ts';
import type { Phrasebook } from './phrasebook.ts';
import type { DefinitionSources, Field, Finding, Page, Procedure } from './procedure.ts';
import type { ExampleRules } from './run-examples.ts';
import { readSource } from './source-file.ts';
import type { Town } from './town.ts';

export interface Compilation {
  /** Absent when there is an error. */
  readonly procedure?: Procedure;
  /** What the procedure's version is made of, for remembering it; there with the procedure. */
  readonly sources?: DefinitionSources;
  readonly findings: readonly Finding[];
}

/** The version of a definition: what its files say, and nothing else. */
export function versionOf(sources: DefinitionSources): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(sources).sort()) hash.update(`${name}\0${sources[name]}\0`);
  return hash.digest('hex').slice(0, 16);
}

/**
 * From a definition's files (name → content) to a procedure. The same way for what lies in the
 * folder and for a version remembered in storage. Never throws: what is wrong is told in findings.
 * @param folder how the findings name the files: `<folder>/definition.yaml`; without one (a version
 *   from storage) the example cases, which held when it was published, are not run again
 */
export function compileProcedure(
  sources: DefinitionSources,
  town: Town,
  folder = '',
  examples?: ExampleRules,
): Compilation {
  const { source, findings } = readSource(
    `${folder}/definition.yaml`,
    sources['definition.yaml'] ?? '',
    town.parsed,
  );
  if (findings.length > 0) return { findings };
  const report = createReport(source);
  const read = DEFINITION.safeParse(source.data, { reportInput: true });
  if (!read.success) {
    tellSchemaIssues(report, read.error);
    return { findings: report.findings };
  }
  const built = build(read.data, sources, town, folder, report);
  const procedure = built?.procedure;
  if (procedure && folder !== '' && !report.findings.some(isError)) {
    tellExamples(report, procedure, examples);
  }
  const { findings: told } = report;
  return told.some(isError) || !built ? { findings: told } : { ...built, findings: told };
}

function isError({ level }: Finding): boolean {
  return level === 'error';
}

function build(
  definition: Definition,
  sources: DefinitionSources,
  town: Town,
  folder: string,
  report: Report,
): Required<Pick<Compilation, 'procedure' | 'sources'>> | undefined {
  const plans = planPages(definition);
  const book = phrasebookOf(sources, town);
  if (!checkIds(definition, plans, town, folder, report)) return undefined;
  if (folder !== '') checkReview(definition, town.municipality, report);
  checkCase(definition, book, report);
  checkSealed(definition, plans, report);
  // What was sent when a key was there stays readable for its status when there is none any more.
  if (folder !== '') checkSealingKey(definition, town, report);
  const desk = textDesk(sources, folder, book, town, report);
  const byLocale = readTexts(desk, collectTexts(definition, plans, book));
  if (desk.told) checkLabels(report, town, plans, desk.languages);

  const names = createNames(plans, (field) => optionKeys(town, book, field), town);
  const variables = declareVariables(town, plans);
  const named = compileNamed(definition, variables, names, report);
  const rules = createScopeRules(town, variables, named, (name) =>
    names.positionOf({ name }, undefined),
  );
  const byName = new Map(named.map(({ name, expression }) => [name, expression]));
  const bench: Workbench = {
    town,
    book,
    names,
    report,
    applicationEnd: endOfApplication(plans),
    environment: (repeat) => variables.forRows(repeat),
    condition: (name) => byName.get(name),
  };
  const conditions = Object.keys(definition.conditions ?? {});
  const pagesOf = (phase?: string) =>
    compilePages(bench, pagesOfPhase(plans, phase), conditions, rules.newRow);
  const pages = pagesOf();
  const phases = compilePhases(definition, pagesOf);
  checkPhaseFields(phases, plans, report);
  const fields = fieldsById([...pages, ...phases.flatMap((phase) => phase.pages)]);
  const whole = withPhrases(sources, book, desk.usedPhrases, plans);
  const reminder = compileReminder(bench, definition);
  const procedure: Procedure = {
    ...head(definition, town.municipality),
    ...compileSteps(bench, definition),
    version: versionOf(whole),
    pages,
    fields,
    attachments: compileAttachments(bench, definition),
    phases,
    ...(reminder && { reminder }),
    output: compileOutput(bench, definition, fields),
    ...compileMoney(bench, definition, fieldsById(pages)),
    examples: examplesOf(definition),
    text: textReader(town, byLocale, plans),
    rules,
  };
  return { procedure, sources: whole };
}

/** A remembered version says what it said when it was new: nothing is told of its languages. */
function textDesk(
  sources: DefinitionSources,
  folder: string,
  book: Phrasebook,
  town: Town,
  report: Report,
): TextDesk {
  const { parsed, municipality } = town;
  const { languages } = municipality;
  const usedPhrases = new Set<string>();
  return {
    sources,
    folder,
    book,
    languages,
    usedPhrases,
    ...(parsed && { parsed }),
    ...(folder !== '' && { told: report }),
  };
}

/** Fields by id; those of rows as `<repeat>.<id>`. */
function fieldsById(pages: readonly Page[]): ReadonlyMap<string, Field> {
  const fields = pages
    .flatMap((page) => page.fields)
    .flatMap((field) => [field, ...(field.rows?.fields ?? [])]);
  return new Map(fields.map((field) => [field.textKey.replace(/^fields\./, ''), field]));
}
