import type { Services } from '../../services.ts';

/** The section's Japanese name; what the town does not know stays as it is written. */
export function sectionName({ library }: Pick<Services, 'library'>, section: string): string {
  return library.municipality.sections[section]?.name['ja'] ?? section;
}
