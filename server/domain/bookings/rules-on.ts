import type { Resource, RulesVersion } from './resources.ts';

/**
 * The rules by which a resource is used on a JST day: those of the newest version not after it.
 * The day of use decides, not the one on which somebody books.
 */
export function rulesOn({ versions }: Resource, day: string): RulesVersion {
  return versions.findLast(({ from }) => from <= day) ?? versions[0];
}

/** Changes that begin in a span of JST days (inclusive), in order. */
export function changesIn(
  { versions }: Resource,
  from: string,
  to: string,
): readonly RulesVersion[] {
  return versions.filter((version) => version.from >= from && version.from <= to);
}
