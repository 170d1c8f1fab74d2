import type { ParseContext } from '../fields/field-type.ts';
import { GENDER_CODES } from '../fields/types/gender.ts';
import type { Expression, Field, Scope, ScopeRules } from './procedure.ts';

/** Is the field shown by the answers so far? */
export function isShown(field: Field, scope: Scope): boolean {
  return !field.when || field.when.run(scope);
}

/** Keys of the options that are offered by the answers so far. */
function offeredOptions(field: Field, scope: Scope): readonly string[] | undefined {
  if (field.type === 'gender') return GENDER_CODES;
  const { options } = field;
  if (!options) return undefined;
  const keys: string[] = [];
  for (const { key, when } of options) if (!when || when.run(scope)) keys.push(key);
  return keys;
}

/** Id of what a slot_picker offers for a JST day of use ("" before one is chosen). */
export function slotResource({ settings }: Field, scope: Scope, day: string): string {
  const resource = settings['resource'] as Expression<string>;
  return resource.run(Object.assign(Object.create(scope), { day }));
}

/** What a field's rules need to know besides its own value. */
export function fieldContext(
  field: Field,
  rules: ScopeRules,
  scope: Scope,
  today: string,
): ParseContext {
  return {
    today,
    scope,
    optionKeys: offeredOptions(field, scope),
    addresses: rules.addresses,
    ...(field.type === 'slot_picker' && { resourceOn: (day) => slotResource(field, scope, day) }),
  };
}
