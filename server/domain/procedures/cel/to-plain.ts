/** CEL values back to ours: integers to numbers, lists and objects all the way down. */
export function toPlain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, toPlain(part)]));
  }
  return value;
}

/** What an expression of that CEL type gives when it can't be reckoned. */
export function emptyOf(cel: string): unknown {
  if (cel === 'bool') return false;
  if (cel === 'int') return 0;
  if (cel.startsWith('list')) return [];
  return '';
}
