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
import { checkPeople } from './compile/people-findings.ts';
import { phrasebookOf, withPhrases } from './compile/pinned-phrases.ts';
import { endOfApplication, type PagePlan, pagesOfPhase, planPages } from './compile/plan.ts';
import { createReport, type Report } from './compile/report.ts';
import { checkReview } from './compile/review-findings.ts';
import { tellSchemaIssues } from './compile/schema-findings.ts';
import { createScopeRules } from './compile/scope-rules.ts';
import { checkSealed } from './compile/sealed-findings.ts';
import { checkSealingKey } from './compile/sealing-key-findings.ts';
import { compileSteps } from './compile/steps.ts';
import { collectTexts, type TextPlace } from './compile/text-keys.ts';
import { readTexts, type TextDesk, type Texts } from './compile/texts.ts';
import { declareVariables } from './compile/variables.ts';
import { DEFINITION, type Definition } from './definition-schema.ts';
import type { Locale } from './locale.ts';
import type { Phrasebook } from './phrasebook.ts';
import type { DefinitionSources, Field, Finding, Page, Procedure } from './procedure.ts';
import type { ExampleRules } from './run-examples.ts';
import { readSource, type SourceFile } from './source-file.ts';
import type { Town } from './town.ts';

/** A definition as it is written: for what looks at the form itself, as the publish gate does. */
export interface WrittenDefinition {
  readonly definition: Definition;
  readonly source: SourceFile;
  readonly book: Phrasebook;
  readonly pages: readonly PagePlan[];
  /** Every text of the Japanese definition, phrases as they are written. */
  readonly texts: readonly TextPlace[];
  /** What each language says for them, phrases as their words. */
  readonly byLocale: ReadonlyMap<Locale, Texts>;
}

export interface Compilation {
  /** Absent when there is an error. */
  readonly procedure?: Procedure;
  /** What the procedure's version is made of, for remembering it; there with the procedure. */
  readonly sources?: DefinitionSources;
  /** Also there when there are errors, as long as pages and fields can be told apart. */
  readonly written?: WrittenDefinition;
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
  const { findings: told } = report;
  const plans = planPages(read.data);
  if (!checkIds(read.data, plans, town, folder, report)) return { findings: told };
  const desk = textDesk(sources, folder, phrasebookOf(sources, town), town, report);
  const written = readWritten(read.data, source, plans, desk);
  const built = build(written, sources, town, desk, report);
  // What texts lack changes no answer: the examples are run all the same.
  const runs = told.every((one) => !isError(one) || OF_TEXTS.has(one.code));
  if (folder !== '' && runs) tellExamples(report, built.procedure, town.amounts, examples);
  return told.some(isError) ? { findings: told, written } : { ...built, written, findings: told };
}

const OF_TEXTS: ReadonlySet<string> = new Set(['missing_text', 'unknown_text', 'missing_ruby']);

function isError({ level }: Finding): boolean {
  return level === 'error';
}

function readWritten(
  definition: Definition,
  source: SourceFile,
  pages: readonly PagePlan[],
  desk: TextDesk,
): WrittenDefinition {
  const { book } = desk;
  const texts = collectTexts(definition, pages, book);
  return { definition, source, book, pages, texts, byLocale: readTexts(desk, texts) };
}

function build(
  { definition, book, pages: plans, byLocale }: WrittenDefinition,
  sources: DefinitionSources,
  town: Town,
  desk: TextDesk,
  report: Report,
): Required<Pick<Compilation, 'procedure' | 'sources'>> {
  const { folder } = desk;
  if (folder !== '') checkReview(definition, town.municipality, report);
  checkCase(definition, book, report);
  checkSealed(definition, plans, report);
  // What was sent when a key was there stays readable for its status when there is none any more.
  if (folder !== '') checkSealingKey(definition, town, report);
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
  checkPeople(pages, plans, report);
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
    conditions: new Map(named.map(({ name, expression }) => [name, expression.source])),
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
