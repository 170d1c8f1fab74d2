import type { Edit } from '../../domain/builder/edit.ts';
import type { FieldTurn } from '../../domain/builder/turn-edits.ts';
import { planTurn, type TurnPlan } from '../../domain/builder/turn-field.ts';
import { fieldShape } from '../../domain/procedures/definition-schema.ts';
import type { DefinitionSources } from '../../domain/procedures/procedure.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { checkedDraft } from './builder-findings.ts';
import { beginningOf } from './builder-new-field.ts';
import { namesInLanguages, writtenOut } from './builder-option-lists.ts';
import type { BuiltField, BuiltPage } from './builder-pages.ts';
import { textOf } from './builder-tree.ts';

/** What a question becomes: another kind, options of a list, or the list's options written out. */
export interface WantedTurn {
  readonly kind: 'type' | 'list' | 'own';
  /** The type, or where the options come from. */
  readonly to: string;
}

const OWN = 'own';

type Begins = FieldTurn['begins'];

/** From the last part of its address; undefined for what there is not. */
export function wantedTurn({ source, type }: BuiltField, to: string): WantedTurn | undefined {
  if (to === OWN) {
    const from = textOf(source['options_from']);
    return from === '' ? undefined : { kind: 'own', to: from };
  }
  if (/^(lists|resources)\.[a-z][a-z0-9_-]*$/.test(to)) return { kind: 'list', to };
  return to !== type && fieldShape(to) ? { kind: 'type', to } : undefined;
}

function partsOf(
  desk: BuilderDesk,
  field: BuiltField,
  { kind, to }: WantedTurn,
): Pick<FieldTurn, 'wanted' | 'begins'> {
  if (kind === 'list') return { wanted: { options: undefined, options_from: to }, begins: {} };
  if (kind === 'own')
    return { wanted: { options_from: undefined, options: writtenOut(desk, to) }, begins: {} };
  const begins = beginningOf(desk, to);
  const hasLabel = field.source['label'] !== undefined || to === 'person';
  const label: Begins = hasLabel ? {} : { label: field.label };
  // Two answers are an option each.
  const isTwo = field.type === 'yes_no' && to === 'choice';
  const said = (key: string, otherwise: string) =>
    desk.names.text(field.source[key]) === '' ? otherwise : textOf(field.source[key]);
  const options: Begins = isTwo
    ? { options: { yes: said('yes', 'はい'), no: said('no', 'いいえ') } }
    : {};
  return { wanted: { type: to }, begins: { ...begins, ...label, ...options } };
}

/** What the change means, and all that it changes in the files. */
export function turnOf(
  desk: BuilderDesk,
  page: BuiltPage,
  field: BuiltField,
  wanted: WantedTurn,
): { readonly plan: TurnPlan; readonly edits: readonly Edit[] } | undefined {
  const { services, version, tree } = desk;
  const turn = { path: field.path, ...partsOf(desk, field, wanted) };
  const check = (files: DefinitionSources) =>
    checkedDraft(services, { version: { ...version, files } }).findings;
  const plan = planTurn(version.files, tree, turn, check);
  if (!plan) return undefined;
  const key = page.repeat === undefined ? field.id : `${page.repeat}.${field.id}`;
  const named = wanted.kind === 'own' ? namesInLanguages(desk, wanted.to, key) : [];
  return { plan, edits: [...plan.edits, ...named] };
}
