/** Data of a definition that may be unfinished or wrong: nothing is taken for granted. */
export type LooseMap = Readonly<Record<string, unknown>>;

export function asMap(value: unknown): LooseMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as LooseMap)
    : {};
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function at(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (Array.isArray(inner)) return inner[Number(step)];
    const map = asMap(inner);
    return Object.hasOwn(map, String(step)) ? map[String(step)] : undefined;
  }, value);
}
