import type { EditPath } from './edit.ts';
import { asList, asMap } from './loose-data.ts';
import { type LooseField, loosePages } from './loose-pages.ts';

/** A CEL expression of a definition, and whose row it may speak of. */
export interface ExpressionPlace {
  readonly path: EditPath;
  readonly cel: string;
  readonly row?: string;
  /** What it has to come to; undefined = anything. */
  readonly want?: 'bool' | 'int' | 'string';
}

type Add = (path: EditPath, cel: unknown, want?: ExpressionPlace['want'], row?: string) => void;

function ofEntries(add: Add, entries: unknown, path: EditPath, key: string, row?: string): void {
  for (const [name, entry] of Object.entries(asMap(entries))) {
    add([...path, name, key], asMap(entry)[key], 'bool', row);
  }
}

function ofField(add: Add, { source, path, list, key }: LooseField): void {
  add([...path, 'when'], source['when'], 'bool', list);
  ofEntries(add, source['options'], [...path, 'options'], 'when', list);
  if (source['type'] === 'slot_picker')
    add([...path, 'resource'], source['resource'], 'string', list);
  if (source['type'] === 'rows')
    ofEntries(add, source['checks'], [...path, 'checks'], 'fails_when', key);
}

function ofPages(add: Add, definition: unknown): void {
  for (const { source, path, fields, repeat } of loosePages(definition)) {
    add([...path, 'when'], source['when'], 'bool', repeat);
    for (const field of fields) ofField(add, field);
    ofEntries(add, source['notes'], [...path, 'notes'], 'when', repeat);
    ofEntries(add, source['checks'], [...path, 'checks'], 'fails_when', repeat);
  }
}

function ofMoney(add: Add, definition: unknown): void {
  const { fee, estimate } = asMap(definition);
  add(['fee', 'exempt_when'], asMap(fee)['exempt_when'], 'bool');
  asList(asMap(fee)['lines']).forEach((written, index) => {
    const line = asMap(written);
    const row = typeof line['each'] === 'string' ? line['each'] : undefined;
    add(['fee', 'lines', index, 'when'], line['when'], 'bool', row);
    add(['fee', 'lines', index, 'yen'], line['yen'], 'int', row);
  });
  for (const [key, written] of Object.entries(asMap(asMap(estimate)['lines']))) {
    const line = asMap(written);
    const row = typeof line['each'] === 'string' ? line['each'] : undefined;
    add(['estimate', 'lines', key, 'yen'], line['yen'], 'int', row);
  }
}

function ofOutput(add: Add, definition: unknown): void {
  const { record, columns, form, each } = asMap(asMap(definition)['output']);
  const row = typeof each === 'string' ? each : undefined;
  for (const [item, cel] of Object.entries(asMap(record))) add(['output', 'record', item], cel);
  asList(columns).forEach((column, index) => {
    add(['output', 'columns', index, 'value'], asMap(column)['value'], undefined, row);
  });
  asList(asMap(form)['table']).forEach((line, index) => {
    asList(line).forEach((cell, at) => {
      add(['output', 'form', 'table', index, at, 'value'], asMap(cell)['value']);
    });
  });
}

/** Every expression of a definition, however unfinished it is. */
export function expressionPlaces(definition: unknown): readonly ExpressionPlace[] {
  const places: ExpressionPlace[] = [];
  const add: Add = (path, cel, want, row) => {
    if (typeof cel !== 'string') return;
    places.push({ path, cel, ...(want && { want }), ...(row !== undefined && { row }) });
  };
  const source = asMap(definition);
  for (const [name, cel] of Object.entries(asMap(source['conditions'])))
    add(['conditions', name], cel, 'bool');
  for (const [name, cel] of Object.entries(asMap(source['calculations'])))
    add(['calculations', name], cel);
  ofPages(add, definition);
  ofEntries(add, source['attachments'], ['attachments'], 'when');
  for (const [phase, written] of Object.entries(asMap(source['phases']))) {
    ofEntries(add, asMap(written)['attachments'], ['phases', phase, 'attachments'], 'when');
  }
  ofEntries(add, asMap(source['start'])['ready'], ['start', 'ready'], 'when');
  ofEntries(add, source['next'], ['next'], 'when');
  add(['notices', 'reminder', 'of'], asMap(asMap(source['notices'])['reminder'])['of'], 'string');
  ofMoney(add, definition);
  ofOutput(add, definition);
  return places;
}
