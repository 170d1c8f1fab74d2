import { createHash } from 'node:crypto';
import {
  compileAttachments,
  compileOutput,
  compileReminder,
  intakeRule,
  reviewRule,
  whoRule,
} from './compile/case.ts';
import { tellExamples } from './compile/example-findings.ts';
import { optionKeys, type Workbench } from './compile/fields.ts';
import { checkIds } from './compile/ids.ts';
import { compileMoney } from './compile/money.ts';
import { compileNamed } from './compile/named.ts';
import { createNames } from './compile/names.ts';
import { compilePages } from './compile/pages.ts';
import { planPages } from './compile/plan.ts';
import { createReport, type Report } from './compile/report.ts';
import { tellSchemaIssues } from './compile/schema-findings.ts';
import { createScopeRules } from './compile/scope-rules.ts';
import { collectTexts } from './compile/text-keys.ts';
import { checkLabels, readTexts, textReader } from './compile/texts.ts';
import { declareVariables } from './compile/variables.ts';
import { DEFINITION, type Definition } from './definition-schema.ts';
import type { Field, Finding, Procedure } from './procedure.ts';
import type { ExampleRules } from './run-examples.ts';
import { readSource } from './source-file.ts';
import type { Town } from './town.ts';

export interface Compilation {
  /** Absent when there is an error. */
  readonly procedure?: Procedure;
  readonly findings: readonly Finding[];
}

/** The version of a definition: what its files say, and nothing else. */
export function versionOf(sources: Readonly<Record<string, string>>): string {
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
  sources: Readonly<Record<string, string>>,
  town: Town,
  folder = '',
  examples?: ExampleRules,
): Compilation {
  const { source, findings } = readSource(
    `${folder}/definition.yaml`,
    sources['definition.yaml'] ?? '',
  );
  if (findings.length > 0) return { findings };
  const report = createReport(source);
  const read = DEFINITION.safeParse(source.data, { reportInput: true });
  if (!read.success) {
    tellSchemaIssues(report, read.error);
    return { findings: report.findings };
  }
  const procedure = build(read.data, sources, town, folder, report);
  if (procedure && folder !== '' && report.findings.length === 0) {
    tellExamples(report, procedure, examples);
  }
  return report.findings.length > 0 ? { findings: report.findings } : { procedure, findings: [] };
}

function build(
  definition: Definition,
  sources: Readonly<Record<string, string>>,
  town: Town,
  folder: string,
  report: Report,
): Procedure | undefined {
  const plans = planPages(definition);
  if (!checkIds(definition, plans, town, folder, report)) return undefined;
  const { languages } = town.municipality;
  const texts = collectTexts(definition, plans);
  const byLocale = readTexts(report, sources, folder, texts, languages);
  checkLabels(report, town, plans, languages);

  const names = createNames(plans, (field) => optionKeys(town, field), town);
  const variables = declareVariables(town, plans);
  const named = compileNamed(definition, variables, names, report);
  const rules = createScopeRules(town, variables, named, (name) =>
    names.positionOf({ name }, undefined),
  );
  const byName = new Map(named.map(({ name, expression }) => [name, expression]));
  const bench: Workbench = {
    town,
    names,
    report,
    environment: (repeat) => variables.forRows(repeat),
    condition: (name) => byName.get(name),
  };
  const conditions = Object.keys(definition.conditions ?? {});
  const pages = compilePages(bench, plans, conditions, rules.newRow);
  const fields = new Map<string, Field>();
  for (const field of pages.flatMap((page) => page.fields)) {
    fields.set(field.textKey.replace(/^fields\./, ''), field);
  }
  const reminder = compileReminder(bench, definition);
  return {
    ...head(definition),
    version: versionOf(sources),
    pages,
    fields,
    attachments: compileAttachments(bench, definition),
    phases: [],
    ...(reminder && { reminder }),
    output: compileOutput(bench, definition),
    ...compileMoney(bench, definition, fields),
    examples: examplesOf(definition),
    text: textReader(town, byLocale, plans),
    sources,
    rules,
  };
}

type Head = Omit<
  Procedure,
  | 'version'
  | 'pages'
  | 'fields'
  | 'attachments'
  | 'phases'
  | 'reminder'
  | 'output'
  | 'estimate'
  | 'fee'
  | 'booking'
  | 'examples'
  | 'text'
  | 'sources'
  | 'rules'
>;

function head(definition: Definition): Head {
  const { deadline, window, withdraw, start, next } = definition;
  const [who, intake] = [whoRule(definition), intakeRule(definition)];
  return {
    id: definition.id,
    basis: definition.basis,
    section: definition.section,
    countsAs: definition.counts_as,
    lifeEvents: definition.life_events ?? [],
    category: definition.category,
    door: definition.door ?? 'apply',
    identity: definition.identity,
    evidence: definition.evidence,
    minutes: definition.minutes,
    submission: definition.submission ?? 'online',
    review: reviewRule(definition),
    toConfirm: definition.to_confirm ?? [],
    ...(who && { who }),
    ...(window && { window }),
    ...(intake && { intake }),
    ...(deadline && { deadline: { days: deadline.days, after: deadline.after } }),
    ready: Object.keys(start?.ready ?? {}),
    withdraw: {
      ...(withdraw?.until_days_before_booking !== undefined && {
        untilDaysBeforeBooking: withdraw.until_days_before_booking,
      }),
      refund: (withdraw?.refund ?? []).map(({ days_before, percent }) => ({
        daysBefore: days_before,
        percent,
      })),
    },
    next: Object.entries(next ?? {}).map(([key, { days }]) => ({
      key,
      ...(days !== undefined && { days }),
    })),
  };
}

const DEFAULT_DAY = '2026-11-21';

function examplesOf(definition: Definition): Procedure['examples'] {
  return Object.entries(definition.examples ?? {}).map(([name, example]) => ({
    name,
    today: example.today ?? DEFAULT_DAY,
    answers: example.answers as Procedure['examples'][number]['answers'],
    expect: example.expect,
  }));
}
