import type { Definition } from '../definition-schema.ts';
import { suggestion } from '../finding.ts';
import type { YamlPath } from '../source-file.ts';
import type { Town } from '../town.ts';
import type { FieldPlan, PagePlan } from './plan.ts';
import { checkRepeats } from './repeat-findings.ts';
import type { Report } from './report.ts';

/** Names of pages that mean something else in the URL. */
export const RESERVED_PAGES: readonly string[] = [
  'start',
  'check',
  'attachments',
  'pay',
  'done',
  'resume',
  'save',
  'new',
];

/** Words of CEL, variables that are always there, and inputs that every form has. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set(
  (
    'in true false null as break const continue else for function if import let loop package ' +
    'namespace return var void while cel today town amounts row index day ' +
    'int uint double string bool bytes list map type dyn timestamp duration size has ' +
    'intent shown revision draft from'
  ).split(' '),
);

const MEND_NAME = '別の名前にしてください。';

/** Duplicate and reserved names, and names of other files. False when it makes no sense to go on. */
export function checkIds(
  definition: Definition,
  pages: readonly PagePlan[],
  town: Town,
  folder: string,
  report: Report,
): boolean {
  const before = report.findings.length;
  checkRepeats(pages, report);
  checkPageIds(pages, report);
  checkVariableNames(definition, pages, report);
  const wanted = folder.split('/').at(-1);
  if (wanted && wanted !== definition.id) {
    const mend = `「id: ${wanted}」と書くか、フォルダの名前を変えてください。`;
    report.error(
      ['id'],
      'wrong_id',
      `id「${definition.id}」がフォルダの名前「${wanted}」と違います。`,
      mend,
    );
  }
  const sections = Object.keys(town.municipality.sections);
  if (!sections.includes(definition.section)) {
    const message = `課「${definition.section}」は municipality.yaml にありません。`;
    report.error(['section'], 'unknown_name', message, suggestion(definition.section, sections));
  }
  checkFieldNames(definition, pages, report);
  return report.findings.length === before;
}

function checkPageIds(pages: readonly PagePlan[], report: Report): void {
  const seen = new Set<string>();
  for (const { id, path } of pages) {
    if (RESERVED_PAGES.includes(id)) {
      report.error(
        [...path, 'id'],
        'reserved_id',
        `「${id}」はページの id に使えません。`,
        MEND_NAME,
      );
    } else if (seen.has(id)) {
      report.error(
        [...path, 'id'],
        'duplicate_id',
        `ページの id「${id}」が2つあります。`,
        MEND_NAME,
      );
    }
    seen.add(id);
  }
}

/** All names that expressions can use share one list; a row's fields have one of their own. */
function checkVariableNames(definition: Definition, pages: readonly PagePlan[], report: Report) {
  const seen = new Set<string>();
  const take = (name: string, path: YamlPath, own = seen) => {
    if (RESERVED_NAMES.has(name)) {
      report.error(path, 'reserved_id', `「${name}」は名前に使えません。`, MEND_NAME);
    } else if (own.has(name)) {
      report.error(path, 'duplicate_id', `「${name}」という名前が2つあります。`, MEND_NAME);
    }
    own.add(name);
  };
  const columns = new Map<string, Set<string>>();
  const takeColumn = ({ id, path }: FieldPlan, rows: string) => {
    const own = columns.get(rows) ?? new Set();
    columns.set(rows, own);
    // Where the texts of the rows themselves stand in <lang>.yaml.
    if (id === 'label' || id === 'hint' || id === 'checks') {
      report.error(path, 'reserved_id', `「${id}」は rows の項目の名前に使えません。`, MEND_NAME);
    } else take(id, path, own);
  };
  for (const page of pages) {
    const { repeat } = page.source;
    let own = seen;
    if (repeat) {
      own = columns.get(repeat.of) ?? new Set();
      if (!columns.has(repeat.of)) take(repeat.of, [...page.path, 'repeat', 'of']);
      columns.set(repeat.of, own);
    }
    for (const field of page.fields) {
      if (field.within === undefined) take(field.id, field.path, own);
      else takeColumn(field, field.repeat as string);
    }
  }
  for (const name of Object.keys(definition.conditions ?? {})) take(name, ['conditions', name]);
  for (const name of Object.keys(definition.calculations ?? {})) take(name, ['calculations', name]);
}

/** Fields that are named outside of expressions: `deadline.after`, `holder`, facts. */
function checkFieldNames(definition: Definition, pages: readonly PagePlan[], report: Report): void {
  const fields = pages.flatMap((page) => page.fields);
  const top = fields.filter(({ repeat }) => repeat === undefined);
  const after = definition.deadline?.after;
  const dates = top.filter(({ source }) => source.type === 'date').map(({ id }) => id);
  if (after !== undefined && !dates.includes(after)) {
    const message = `日付の項目「${after}」はありません。`;
    report.error(['deadline', 'after'], 'unknown_name', message, suggestion(after, dates));
  }
  for (const field of fields) {
    const holder = field.source['holder'];
    const names = top.filter(({ source }) => source.type === 'name').map(({ id }) => id);
    if (
      field.source.type === 'bank_account' &&
      holder !== undefined &&
      !names.includes(String(holder))
    ) {
      const message = `氏名の項目「${String(holder)}」はありません。`;
      report.error(
        [...field.path, 'holder'],
        'unknown_name',
        message,
        suggestion(String(holder), names),
      );
    }
  }
}
