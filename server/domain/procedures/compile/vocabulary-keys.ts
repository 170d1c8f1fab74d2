import type { FieldSource } from '../definition-schema.ts';

/**
 * Keys of locales/<lang>/vocabulary.json that can stand for a field's text, the best one first: its
 * fact's last part, its id, its type. @param part `label`, `yes`, `no`, `unit`, `options.<key>`
 */
export function vocabularyKeys(id: string, source: FieldSource, part = 'label'): readonly string[] {
  const { type, fact } = source;
  if (part === 'yes' || part === 'no') return [part];
  if (part === 'unit') return [String(source['unit'])];
  if (part.startsWith('options.')) {
    return type === 'gender' ? [`gender.${part.slice('options.'.length)}`] : [];
  }
  const last = fact?.split('.').at(-1);
  return [...(last === undefined ? [] : [last]), id, type];
}
