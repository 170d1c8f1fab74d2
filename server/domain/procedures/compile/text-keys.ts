import type { Definition, FieldSource, PageSource } from '../definition-schema.ts';
import { DEFAULT_LOCALE } from '../locale.ts';
import { listName, type Phrasebook } from '../phrasebook.ts';
import type { YamlPath } from '../source-file.ts';
import { planAttachments } from './attachments.ts';
import { checksOf, type PagePlan } from './plan.ts';

/** A text of definition.yaml: its key for `Procedure.text`, and where it stands. */
export interface TextPlace {
  readonly key: string;
  readonly text: string;
  readonly path: YamlPath;
}

type Add = (key: string, text: string | undefined, path: YamlPath) => void;

const FIELD_TEXTS = ['label', 'hint', 'statement', 'yes', 'no'] as const;

function fieldTexts(
  add: Add,
  source: FieldSource,
  key: string,
  path: YamlPath,
  lists: Phrasebook['lists'],
): void {
  const list = listName(source.options_from);
  for (const option of (list !== undefined && lists[list]) || []) {
    add(`${key}.options.${option}`, `$lists.${list}.${option}`, [...path, 'options_from']);
  }
  for (const name of FIELD_TEXTS) add(`${key}.${name}`, source[name], [...path, name]);
  for (const [option, value] of Object.entries(source.options ?? {})) {
    const at = [...path, 'options', option];
    if (typeof value === 'string') add(`${key}.options.${option}`, value, at);
    else {
      add(`${key}.options.${option}`, value.text, [...at, 'text']);
      add(`${key}.options.${option}.hint`, value.hint, [...at, 'hint']);
    }
  }
}

function checkTexts(add: Add, checks: PageSource['checks'], key: string, path: YamlPath): void {
  for (const [name, { text }] of Object.entries(checks ?? {})) {
    add(`${key}.checks.${name}`, text, [...path, 'checks', name, 'text']);
  }
}

function pageTexts(add: Add, page: PagePlan, lists: Phrasebook['lists']): void {
  const { source, path } = page;
  const key = `pages.${page.id}`;
  add(`${key}.title`, source.title, [...path, 'title']);
  add(`${key}.hint`, source.hint, [...path, 'hint']);
  add(`${key}.summary`, source.repeat?.summary, [...path, 'repeat', 'summary']);
  for (const [name, { text }] of Object.entries(source.notes ?? {})) {
    add(`${key}.notes.${name}`, text, [...path, 'notes', name, 'text']);
  }
  checkTexts(add, source.checks, key, path);
  for (const [name, text] of Object.entries(source.end_if ?? {})) {
    add(`${key}.end_if.${name}`, text, [...path, 'end_if', name]);
  }
  for (const field of page.fields) {
    fieldTexts(add, field.source, field.textKey, field.path, lists);
    checkTexts(add, checksOf(field), field.textKey, field.path);
  }
}

function startTexts(add: Add, { title, summary, keywords, deadline, start }: Definition): void {
  add('title', title, ['title']);
  add('summary', summary, ['summary']);
  add('keywords', keywords?.join(' '), ['keywords']);
  add('deadline.text', deadline?.text, ['deadline', 'text']);
  for (const name of ['who', 'fee', 'paper'] as const) {
    add(`start.${name}`, start?.[name], ['start', name]);
  }
  for (const [name, text] of Object.entries(start?.ready ?? {})) {
    const path = ['start', 'ready', name];
    if (typeof text === 'string') add(`start.ready.${name}`, text, path);
    else add(`start.ready.${name}`, text.text, [...path, 'text']);
  }
}

function attachmentTexts(add: Add, definition: Definition, book: Phrasebook): void {
  const hints = book.phrases.get(DEFAULT_LOCALE) ?? {};
  for (const { key, source, path } of planAttachments(definition)) {
    const isProof = path[0] === 'who';
    const hint = `attachment_${key}_hint`;
    const phrase = isProof && Object.hasOwn(hints, hint) ? `$${hint}` : undefined;
    add(`attachments.${key}.label`, source.label, isProof ? path : [...path, 'label']);
    add(`attachments.${key}.hint`, source.hint ?? phrase, isProof ? path : [...path, 'hint']);
  }
}

/** What is said once it has been handed in. */
function caseTexts(add: Add, { intake, review, phases, notices, next }: Definition): void {
  add('intake.text', intake?.text, ['intake', 'text']);
  add('review.appeal_to', review?.appeal_to, ['review', 'appeal_to']);
  for (const [name, { title, text }] of Object.entries(phases ?? {})) {
    add(`phases.${name}.title`, title, ['phases', name, 'title']);
    add(`phases.${name}.text`, text, ['phases', name, 'text']);
  }
  for (const [event, notice] of Object.entries(notices ?? {})) {
    add(`notices.${event}.text`, notice?.text, ['notices', event, 'text']);
  }
  for (const [name, { text }] of Object.entries(next ?? {})) {
    add(`next.${name}`, text, ['next', name, 'text']);
  }
}

/** Every text of the Japanese definition by its stable key, phrases as they are written. */
export function collectTexts(
  definition: Definition,
  pages: readonly PagePlan[],
  book: Phrasebook,
): readonly TextPlace[] {
  const places: TextPlace[] = [];
  const add: Add = (key, text, path) => {
    if (text !== undefined) places.push({ key, text, path });
  };
  startTexts(add, definition);
  for (const page of pages) pageTexts(add, page, book.lists);
  attachmentTexts(add, definition, book);
  add('estimate.title', definition.estimate?.title, ['estimate', 'title']);
  for (const [name, { label }] of Object.entries(definition.estimate?.lines ?? {})) {
    add(`estimate.lines.${name}`, label, ['estimate', 'lines', name, 'label']);
  }
  (definition.fee?.lines ?? []).forEach(({ item, label }, index) => {
    add(`fee.${item}`, label, ['fee', 'lines', index, 'label']);
  });
  caseTexts(add, definition);
  return places;
}
