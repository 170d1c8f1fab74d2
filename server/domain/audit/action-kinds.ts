/** What kind of thing was done, as an auditor asks for it. */
export const ACTION_KINDS = [
  'signed_in',
  'refused',
  'exported',
  'deleted',
  'accounts',
  'procedures',
  'read',
  'log',
  'changed',
] as const;

export type ActionKind = (typeof ACTION_KINDS)[number];

/** Patterns of action names (`%` = anything); the first kind that fits is the one. The last takes all. */
const PATTERNS: readonly (readonly [ActionKind, readonly string[]])[] = [
  ['signed_in', ['%sign_in%', '%signed_in%', '%signed_out%', '%sign_out%', 'session.%']],
  ['refused', ['access.%']],
  ['exported', ['%export%', 'api.%', '%acknowledged', '%handed_over']],
  ['deleted', ['retention.%']],
  ['accounts', ['staff.%', 'absence.%', 'api_token%']],
  ['procedures', ['version.%', 'pause.%']],
  ['log', ['audit.%']],
  [
    'read',
    [
      '%viewed',
      '%listed',
      '%searched',
      '%opened',
      '%downloaded',
      '%printed',
      '%.read',
      '%.seen',
      '%.list',
      '%.search',
    ],
  ],
  ['changed', ['%']],
];

/** For the store: fits one of `any`, none of `none`. */
export function patternsOf(...kinds: readonly ActionKind[]): {
  readonly any: readonly string[];
  readonly none: readonly string[];
} {
  const wanted = PATTERNS.filter(([name]) => kinds.includes(name));
  const last = PATTERNS.findLastIndex(([name]) => kinds.includes(name));
  const before = PATTERNS.slice(0, last).filter(([name]) => !kinds.includes(name));
  return {
    any: wanted.flatMap(([, patterns]) => patterns),
    none: before.flatMap(([, patterns]) => patterns),
  };
}

function fits(action: string, pattern: string): boolean {
  const parts = pattern.split('%');
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  if (parts.length === 1) return action === pattern;
  const inner = parts.slice(1, -1).every((part) => action.includes(part));
  return action.startsWith(first) && action.endsWith(last) && inner;
}

export function kindOf(action: string): ActionKind {
  const found = PATTERNS.find(([, patterns]) => patterns.some((one) => fits(action, one)));
  return found?.[0] ?? 'changed';
}

export function isActionKind(text: string): text is ActionKind {
  return (ACTION_KINDS as readonly string[]).includes(text);
}
