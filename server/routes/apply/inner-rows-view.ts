import { countInput, shownRows } from '../../domain/fields/inner-rows.ts';
import type { Field, Scope } from '../../domain/procedures/procedure.ts';
import { scopeWithRow } from '../../domain/procedures/row-scope.ts';
import type { Words } from '../../http/words.ts';
import type { FieldTexts } from './field-texts.ts';
import type { FieldView, InnerRowsView } from './field-view.ts';

/** The questions of a page together with those in its rows, in order. */
export function withRows(fields: readonly FieldView[]): readonly FieldView[] {
  if (!fields.some((field) => field.rows)) return fields;
  return fields.flatMap((field) => [
    field,
    ...(field.rows?.rows ?? []).flatMap((row) => row.fields),
  ]);
}

export interface InnerRowsArgs {
  readonly words: Words;
  readonly raw: Parameters<typeof shownRows>[1];
  readonly scope: Scope;
  /** How a field of a row is shown; undefined when it is not asked there. */
  view(texts: FieldTexts, scope: Scope): FieldView | undefined;
}

/** The row as it was saved, for options that depend on it. */
function savedRow(field: Field, scope: Scope, index: number): unknown {
  const outer = (field.repeat === undefined ? scope : scope['row']) as Record<string, unknown>;
  const rows = outer?.[field.id];
  return (Array.isArray(rows) ? rows[index] : undefined) ?? {};
}

export function innerRowsView(texts: FieldTexts, args: InnerRowsArgs): InnerRowsView | undefined {
  const { field, label } = texts;
  if (!field.rows || !texts.rowTexts) return undefined;
  const { rowTexts } = texts;
  const shown = shownRows(field, args.raw);
  const next = rowTexts(shown)[0];
  return {
    count: { name: countInput(field), value: shown },
    rows: Array.from({ length: shown }, (_, index) => {
      const scope = scopeWithRow(args.scope, savedRow(field, args.scope, index));
      return {
        heading: args.words.t('fields:rows.heading', { label, number: index + 1 }),
        fields: rowTexts(index).flatMap((one) => args.view(one, scope) ?? []),
        ...(shown > 1 && { remove: `remove_row:${field.id}.${index}` }),
      };
    }),
    ...(shown < field.rows.max &&
      next && {
        add: { intent: `add_row:${field.id}`, anchor: next.parts[0]?.id ?? next.inputId },
      }),
  };
}
