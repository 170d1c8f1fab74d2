import type { FieldPlan, PagePlan } from '../procedures/compile/plan.ts';
import type { YamlPath } from '../procedures/source-file.ts';
import { type FormKnowledge, formKnowledge } from './form-knowledge.ts';
import type { GateFinding } from './gate-finding.ts';
import type { GateSubject } from './gate-subject.ts';
import { findingAt, shortText } from './new-finding.ts';
import { and, type Formula, isImpossible } from './satisfiable.ts';

type When = string | boolean | undefined;

/** What can never be, and what to call it. */
interface Part {
  readonly path: YamlPath;
  readonly when: Formula;
  readonly code:
    | 'page'
    | 'ended'
    | 'field'
    | 'option'
    | 'note'
    | 'check'
    | 'end'
    | 'attachment'
    | 'fee';
  readonly name: string;
}

const SAYS: Readonly<Record<Part['code'], (name: string) => readonly [string, string]>> = {
  page: (name) => [
    `ページ「${name}」は、どう答えても表示されません。`,
    'ページの条件を直すか、このページを消してください。例：「だれの申請か」が「本人」のときだけ、と「代理人」のときだけ、の両方は成り立ちません。',
  ],
  ended: (name) => [
    `ページ「${name}」には、だれも進めません。前のページで、いつも終わりになるためです。`,
    '前のページの「ここで終わる条件」を直すか、このページを消してください。',
  ],
  field: (name) => [
    `質問「${name}」は、どう答えても表示されません。`,
    '質問の条件を直すか、この質問を消してください。',
  ],
  option: (name) => [
    `選択肢「${name}」は、どう答えても選べません。`,
    '選択肢の条件を直すか、この選択肢を消してください。',
  ],
  note: (name) => [
    `お知らせ「${name}」は、どう答えても表示されません。`,
    'お知らせの条件を直すか、消してください。',
  ],
  check: (name) => [
    `確かめる決まり「${name}」は、当てはまることがありません。`,
    '決まりの条件を直すか、消してください。',
  ],
  end: (name) => [
    `「ここで終わる条件」の「${name}」は、当てはまることがありません。`,
    '条件を直すか、消してください。',
  ],
  attachment: (name) => [
    `書類「${name}」は、どう答えても求められません。`,
    '書類の条件を直すか、この書類を消してください。',
  ],
  fee: (name) => [
    `手数料の「${name}」は、どう答えてもかかりません。`,
    '手数料の条件を直すか、この行を消してください。',
  ],
};

/** Nobody can be sure that what is never asked for is not needed: only pages and questions stop it. */
const STOPPING = new Set<Part['code']>(['page', 'ended', 'field']);

/** Pages, questions and other parts that no answers can ever lead to. */
export function reachabilityFindings(subject: GateSubject): readonly GateFinding[] {
  const { written, findings } = subject.compilation;
  if (!written) return [];
  const form = formKnowledge(written, subject.town);
  const say = (key: string) => shortText(written.byLocale.get('ja')?.get(key) ?? '');
  const told = new Set(
    findings
      .filter(({ code }) => code.startsWith('unreachable_'))
      .map(({ path = [] }) => path.slice(0, -1).join('.')),
  );
  const dead: Part[] = [];
  for (const page of written.pages) {
    if (page.path[0] === 'who') continue;
    const closed = closedPage(form, page, say);
    if (told.has(page.path.join('.'))) continue;
    if (closed) dead.push(closed);
    else dead.push(...deadParts(form, page, say));
  }
  dead.push(...afterwards(form, written.definition, say));
  // One page ends the form: what comes behind it is told once.
  const firstEnded = dead.find(({ code }) => code === 'ended');
  return dead
    .filter((part) => part.code !== 'ended' || part === firstEnded)
    .filter(({ path }) => !told.has(path.slice(0, -1).join('.')))
    .map(({ path, code, name }) => {
      const level = STOPPING.has(code) ? 'error' : 'warning';
      return findingAt(subject, level, `reachability.${code}`, path, SAYS[code](name));
    });
}

type Say = (key: string) => string;

function closedPage(form: FormKnowledge, page: PagePlan, say: Say): Part | undefined {
  const knowledge = form.on(page);
  const reaches = form.reaches(page);
  if (!isImpossible(reaches, knowledge)) return undefined;
  const byItself = form.shows(page);
  const code = isImpossible(byItself, knowledge) ? 'page' : 'ended';
  const path = [...page.path, code === 'page' ? 'when' : 'id'];
  return { path, when: reaches, code, name: say(`pages.${page.id}.title`) || page.id };
}

function deadParts(form: FormKnowledge, page: PagePlan, say: Say): readonly Part[] {
  const here = form.reaches(page);
  const row = page.source.repeat?.of;
  const parts: Part[] = [];
  const add = (code: Part['code'], path: YamlPath, name: string, when: When, above = here) => {
    if (when !== undefined)
      parts.push({ code, path, name, when: and(above, form.read(when, row)) });
  };
  for (const field of page.fields) parts.push(...fieldParts(form, field, here, say));
  for (const [key, { when }] of Object.entries(page.source.notes ?? {})) {
    add('note', [...page.path, 'notes', key, 'when'], say(`pages.${page.id}.notes.${key}`), when);
  }
  for (const [key, { fails_when: when }] of Object.entries(page.source.checks ?? {})) {
    const path = [...page.path, 'checks', key, 'fails_when'];
    add('check', path, say(`pages.${page.id}.checks.${key}`), when);
  }
  for (const key of Object.keys(page.source.end_if ?? {})) {
    add('end', [...page.path, 'end_if', key], say(`pages.${page.id}.end_if.${key}`), key);
  }
  const knowledge = form.on(page);
  const dead = parts.filter(({ when }) => isImpossible(when, knowledge));
  // Of a question that is never asked, its options need no word.
  return dead.filter(
    ({ code, path }) =>
      code !== 'option' ||
      !dead.some((other) => other.code === 'field' && startsWith(path, other.path.slice(0, -1))),
  );
}

function fieldParts(
  form: FormKnowledge,
  field: FieldPlan,
  here: Formula,
  say: Say,
): readonly Part[] {
  const { source, path, textKey, repeat } = field;
  const asked = and(here, form.read(source.when, repeat));
  const name = say(`${textKey}.label`) || field.id;
  const parts: Part[] = [];
  if (source.when !== undefined) {
    parts.push({ code: 'field', path: [...path, 'when'], name, when: asked });
  }
  for (const [key, option] of Object.entries(source.options ?? {})) {
    const when = typeof option === 'string' ? undefined : option.when;
    if (when === undefined) continue;
    const label = say(`${textKey}.options.${key}`) || key;
    const at = [...path, 'options', key, 'when'];
    parts.push({
      code: 'option',
      path: at,
      name: label,
      when: and(asked, form.read(when, repeat)),
    });
  }
  return parts;
}

type Definition = NonNullable<GateSubject['compilation']['written']>['definition'];

/** What is asked for once all pages are through. */
function afterwards(form: FormKnowledge, definition: Definition, say: Say): readonly Part[] {
  const done = form.finished();
  const parts: Part[] = [];
  const add = (code: Part['code'], path: YamlPath, name: string, when: When, row?: string) => {
    if (when !== undefined) parts.push({ code, path, name, when: and(done, form.read(when, row)) });
  };
  for (const [key, { when }] of Object.entries(definition.attachments ?? {})) {
    add('attachment', ['attachments', key, 'when'], say(`attachments.${key}.label`), when);
  }
  for (const [index, { item, when, each }] of (definition.fee?.lines ?? []).entries()) {
    add('fee', ['fee', 'lines', index, 'when'], say(`fee.${item}`), when, each);
  }
  const knowledge = form.on(undefined);
  return parts.filter(({ when }) => isImpossible(when, knowledge));
}

function startsWith(path: YamlPath, start: YamlPath): boolean {
  return start.every((key, index) => path[index] === key);
}
