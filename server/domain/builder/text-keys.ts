import { asList, asMap } from './loose-data.ts';
import { answerKeys, type LooseField, loosePages } from './loose-pages.ts';

type Add = (key: string, text: unknown) => void;

function entries(add: Add, value: unknown, prefix: string, part?: string): void {
  for (const [key, entry] of Object.entries(asMap(value))) {
    add(
      `${prefix}.${key}`,
      part === undefined || typeof entry === 'string' ? entry : asMap(entry)[part],
    );
  }
}

function ofField(add: Add, field: LooseField): void {
  const { source } = field;
  const key = `fields.${field.key}`;
  // A language may have a label of its own where Japanese takes the shared one.
  for (const each of answerKeys(field)) add(`fields.${each}.label`, '');
  for (const name of ['hint', 'statement', 'yes', 'no']) add(`${key}.${name}`, source[name]);
  for (const [option, written] of Object.entries(asMap(source['options']))) {
    add(`${key}.options.${option}`, '');
    if (typeof asMap(written)['hint'] === 'string') add(`${key}.options.${option}.hint`, '');
  }
  entries(add, source['checks'], `${key}.checks`, 'text');
}

function ofPages(add: Add, definition: unknown): void {
  for (const { id, source, fields } of loosePages(definition)) {
    const key = `pages.${id}`;
    add(`${key}.title`, source['title']);
    add(`${key}.hint`, source['hint']);
    add(`${key}.summary`, asMap(source['repeat'])['summary']);
    entries(add, source['notes'], `${key}.notes`, 'text');
    entries(add, source['checks'], `${key}.checks`, 'text');
    entries(add, source['end_if'], `${key}.end_if`);
    for (const field of fields) ofField(add, field);
  }
}

function ofCase(add: Add, definition: unknown): void {
  const { intake, review, notices, next, phases, attachments } = asMap(definition);
  const documents = (written: unknown) => {
    for (const [key, attachment] of Object.entries(asMap(written))) {
      for (const part of ['label', 'hint'])
        add(`attachments.${key}.${part}`, asMap(attachment)[part]);
    }
  };
  documents(attachments);
  add('intake.text', asMap(intake)['text']);
  add('review.appeal_to', asMap(review)['appeal_to']);
  for (const [key, phase] of Object.entries(asMap(phases))) {
    for (const part of ['title', 'text']) add(`phases.${key}.${part}`, asMap(phase)[part]);
    documents(asMap(phase)['attachments']);
  }
  for (const [key, notice] of Object.entries(asMap(notices)))
    add(`notices.${key}.text`, asMap(notice)['text']);
  entries(add, next, 'next', 'text');
}

/** Keys under which the languages have texts for a definition, however unfinished it is. */
export function textKeysOf(definition: unknown): ReadonlySet<string> {
  const keys = new Set<string>();
  const add: Add = (key, text) => {
    if (text !== undefined && text !== null) keys.add(key);
  };
  const { title, summary, keywords, deadline, start, estimate, fee } = asMap(definition);
  add('title', title);
  add('summary', summary);
  add('keywords', keywords);
  add('deadline.text', asMap(deadline)['text']);
  for (const name of ['who', 'fee', 'paper']) add(`start.${name}`, asMap(start)[name]);
  entries(add, asMap(start)['ready'], 'start.ready', 'text');
  ofPages(add, definition);
  add('estimate.title', asMap(estimate)['title']);
  entries(add, asMap(estimate)['lines'], 'estimate.lines', 'label');
  for (const line of asList(asMap(fee)['lines']))
    add(`fee.${String(asMap(line)['item'])}`, asMap(line)['label']);
  ofCase(add, definition);
  return keys;
}
