import type { StaffRole } from '../staff/roles.ts';

/** Somebody through whom a decision goes (決裁): what the town calls them, and the role of who it is. */
export interface Position {
  readonly key: string;
  readonly name: string;
  readonly role: SigningRole;
}

/** Roles that sign, from below. Who has them, and from when to when, is said with the staff. */
export const SIGNING_ROLES = [
  'section_chief',
  'section_manager',
] as const satisfies readonly StaffRole[];

type SigningRole = (typeof SIGNING_ROLES)[number];

type Named = Readonly<Record<string, Omit<Position, 'key'>>>;

/** Of a town that says nothing else. */
const USUAL: Named = {
  chief: { name: '係長', role: 'section_chief' },
  manager: { name: '課長', role: 'section_manager' },
};

/** From below upwards. */
export function positionsOf({
  positions = USUAL,
}: {
  readonly positions?: Named;
}): readonly Position[] {
  return Object.entries(positions).map(([key, position]) => ({ key, ...position }));
}

/** What is wrong with a route: a name that is no position, or not from below upwards, each once. */
export function routeProblem(
  route: readonly string[],
  positions: readonly Position[],
): { readonly unknown: string } | 'order' | undefined {
  const places = route.map((key) => positions.findIndex((position) => position.key === key));
  const unknown = route.find((_, index) => places[index] === -1);
  if (unknown !== undefined) return { unknown };
  const isUpwards = places.every((place, index) => index === 0 || place > (places[index - 1] ?? 0));
  return isUpwards ? undefined : 'order';
}
