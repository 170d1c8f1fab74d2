import type { EditPath } from './edit.ts';
import { asText } from './loose-data.ts';
import type { NamedThing } from './named-thing.ts';

/** A place that speaks of a thing by its name. */
export interface Use {
  readonly path: EditPath;
  /** The name is the key at that path, or in the text there. */
  readonly at: 'key' | 'value';
  /** An expression or another rule needs the thing; an example only tries it. */
  readonly needs: boolean;
  /** The key or text with another name for the thing. */
  renamed(to: string): string;
}

/** A text at that path, which reads so with another name. */
export function textUse(path: EditPath, renamed: Use['renamed']): Use {
  return { path, at: 'value', needs: true, renamed };
}

/** `applicant_name` of the person `applicant` under another name. */
export function partsWith(thing: NamedThing, name: string, to: string): string {
  return to + name.slice(thing.name.length);
}

/** A text whose first part (up to a dot) is one of these keys. */
export function beginning(text: unknown, keys: readonly string[], prefix = ''): string | undefined {
  const own = asText(text);
  return keys.find((key) => own === prefix + key || own?.startsWith(`${prefix}${key}.`));
}

/** `{name}` in the summary of a row, or in the label of an estimate of each row. */
export function templateUses(path: EditPath, text: unknown, name: string): Use[] {
  const pattern = new RegExp(`\\{${name}\\}`, 'g');
  const own = asText(text);
  return own !== undefined && pattern.test(own)
    ? [textUse(path, (to) => own.replace(pattern, () => `{${to}}`))]
    : [];
}
