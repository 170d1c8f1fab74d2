import type { DefinitionSources, Finding } from '../procedures/procedure.ts';

/** Keys and positions from the top of a file: ['pages', 0, 'fields', 'phone', 'label']. */
export type EditPath = readonly (string | number)[];

/** What YAML can hold. */
export type EditValue =
  | string
  | number
  | boolean
  | null
  | readonly EditValue[]
  | { readonly [key: string]: EditValue };

/**
 * One change of a version's files. Comments, order and spelling of everything else stay as they are:
 * what the builder writes and what somebody writes in a text editor are the same file.
 */
export type Edit =
  /** `value` undefined: the key goes, with its comment. Missing maps above it are made. */
  | {
      readonly kind: 'set';
      readonly file: string;
      readonly path: EditPath;
      readonly value: EditValue | undefined;
    }
  /** A new entry of a list (`before`: position) or a map (`key`, before that key). At the end without `before`. */
  | {
      readonly kind: 'add';
      readonly file: string;
      readonly path: EditPath;
      readonly key?: string;
      readonly value: EditValue;
      readonly before?: string | number;
    }
  /** An entry with all that leans on nothing else: its texts in the language files go too. */
  | { readonly kind: 'remove'; readonly file: string; readonly path: EditPath }
  /** Up or down among its neighbours, comments with it. */
  | {
      readonly kind: 'move';
      readonly file: string;
      readonly path: EditPath;
      readonly before: string | number | undefined;
    }
  /** A page's, field's, condition's … id: in every expression, example and language file. */
  | {
      readonly kind: 'rename';
      readonly file: string;
      readonly path: EditPath;
      readonly to: string;
    }
  /** A whole file, as typed or uploaded. `text` undefined: it goes (never definition.yaml). */
  | { readonly kind: 'file'; readonly file: string; readonly text: string | undefined };

export type EditOutcome =
  | {
      readonly kind: 'edited';
      readonly files: DefinitionSources;
      /** In words, for the list of edits: 「『電話』を必須にしました」. */
      readonly what: string;
    }
  /** Nothing was changed; each finding names file, line and mend. */
  | { readonly kind: 'refused'; readonly findings: readonly Finding[] };
