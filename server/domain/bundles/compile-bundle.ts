import { type Compiled, compileExpression } from '../procedures/compile/expressions.ts';
import { createNames } from '../procedures/compile/names.ts';
import type { PagePlan } from '../procedures/compile/plan.ts';
import { createReport, type Report } from '../procedures/compile/report.ts';
import { readReveal } from '../procedures/compile/reveal.ts';
import { tellSchemaIssues } from '../procedures/compile/schema-findings.ts';
import { declareVariables } from '../procedures/compile/variables.ts';
import type { Finding, Reveal } from '../procedures/procedure.ts';
import { readSource, type YamlPath } from '../procedures/source-file.ts';
import type { Bundle, BundleAnswers, BundleProcedure, BundleQuestion } from './bundle.ts';
import { type BundleLibrary, checkBundle } from './bundle-findings.ts';
import { BUNDLE, type BundleSource } from './bundle-schema.ts';

type Condition = (answers: BundleAnswers, today: string) => boolean;
type Compile = (
  when: string | boolean | undefined,
  path: YamlPath,
  upTo: number,
) => {
  readonly holds: Condition;
  readonly uses: ReadonlySet<string>;
  readonly parsed?: Compiled<boolean>['parsed'];
};

/** The questions as the one page of a form, so that expressions are compiled like those of forms. */
function asPage(questions: BundleSource['questions']): PagePlan {
  const fields = questions.map(({ id, type, options }, index) => ({
    id,
    source: { type, options } as PagePlan['fields'][number]['source'],
    page: 'questions',
    position: index + 1,
    path: ['questions', index],
    textKey: `fields.${id}`,
  }));
  const source = { id: 'questions', title: '', fields: {} };
  return { id: 'questions', source, fields, path: [], start: 0, end: questions.length };
}

function compiler(report: Report, { questions }: BundleSource, library: BundleLibrary): Compile {
  const page = asPage(questions);
  const optionKeys = ({ source }: PagePlan['fields'][number]) =>
    Object.keys((source as { options?: object }).options ?? {});
  const names = createNames([page], optionKeys, library.town);
  const { environment, town, shapes } = declareVariables(library.town, [page]);
  const scopeOf = (answers: BundleAnswers, today: string) => ({
    ...Object.fromEntries([...shapes].map(([id, shape]) => [id, shape.from(answers[id])])),
    today,
    town: town.flags,
    amounts: town.amounts(today),
  });
  return (when, path, upTo) => {
    const compiled: Compiled<boolean> | undefined =
      when === undefined
        ? undefined
        : compileExpression(environment, names, report, when, 'bool', { path, upTo });
    return {
      holds: (answers, today) => compiled?.run(scopeOf(answers, today)) ?? true,
      uses: compiled?.uses ?? new Set(),
      ...(compiled && { parsed: compiled.parsed }),
    };
  };
}

const UNCLEAR: ReadonlySet<string> = new Set(['duplicate_id', 'reserved_id']);

/**
 * From a file of procedures/bundles to a bundle. Never throws: what is wrong is told in findings, and
 * with an error there is no bundle.
 * @param name the file's name without its ending
 */
export function compileBundle(
  name: string,
  content: string,
  library: BundleLibrary,
): { readonly bundle?: Bundle; readonly findings: readonly Finding[] } {
  const { source, findings } = readSource(`bundles/${name}.yaml`, content);
  if (findings.length > 0) return { findings };
  const report = createReport(source);
  const read = BUNDLE.safeParse(source.data, { reportInput: true });
  if (!read.success) {
    tellSchemaIssues(report, read.error, BUNDLE);
    return { findings: report.findings };
  }
  checkBundle(report, read.data, name, library);
  // Expressions can't be read as long as two things have one name.
  if (report.findings.some(({ code }) => UNCLEAR.has(code))) return { findings: report.findings };
  const bundle = build(report, read.data, library);
  const broken = report.findings.some(({ level }) => level === 'error');
  return { findings: report.findings, ...(!broken && { bundle }) };
}

function build(report: Report, source: BundleSource, library: BundleLibrary): Bundle {
  const compile = compiler(report, source, library);
  const used = new Set<string>();
  const condition: Compile = (when, path, upTo) => {
    const compiled = compile(when, path, upTo);
    for (const id of compiled.uses) used.add(id);
    return compiled;
  };
  const above = new Map<string, { type: string; keys: readonly string[]; reveal?: Reveal }>();
  const questions = source.questions.map((question, index): BundleQuestion => {
    const { id, type, label, hint, options = {}, when } = question;
    const { holds, parsed } = condition(when, ['questions', index, 'when'], index);
    const page = { fields: above, repeats: false, named: () => undefined };
    const reveal = parsed && readReveal(parsed, page);
    above.set(id, { type, keys: Object.keys(options), ...(reveal && { reveal }) });
    return {
      id,
      type,
      label,
      ...(hint && { hint }),
      options: Object.entries(options).map(([key, text]) => ({ key, text })),
      asked: holds,
      ...(reveal && { reveal }),
    };
  });
  const procedures = source.procedures.map(
    ({ id, why, when, paper }, index): BundleProcedure => ({
      id,
      why,
      ...(paper && { paper }),
      applies: condition(when, ['procedures', index, 'when'], Number.POSITIVE_INFINITY).holds,
    }),
  );
  tellUnused(report, source.questions, used);
  const { id, life_event: lifeEvent, order = Number.MAX_SAFE_INTEGER, title, lead } = source;
  const serves = procedures.filter((one) => library.procedures.has(one.id));
  return { id, lifeEvent, order, title, lead, questions, procedures: serves };
}

function tellUnused(
  report: Report,
  questions: BundleSource['questions'],
  used: ReadonlySet<string>,
): void {
  for (const [index, { id }] of questions.entries()) {
    if (used.has(id)) continue;
    const message = `質問「${id}」の答えは、どこにも使われていません。`;
    const mend =
      '手続の when に使うか、質問を消してください。窓口で聞くことは少ないほうがよいです。';
    report.error(['questions', index, 'id'], 'unused_question', message, mend);
  }
}
