import { type PermissionScene, type Staff, sectionsFor } from '../staff/staff.ts';

/** A section whose counter somebody works at today, and who does. */
export interface CounterSection {
  readonly section: string;
  readonly people: readonly Pick<Staff, 'login' | 'name'>[];
}

/**
 * To whom a resident can be sent: sections in the given order, without those where nobody would
 * be; oneself is no colleague.
 */
export function counterColleagues(
  sections: readonly string[],
  staff: readonly Staff[],
  { login, ...scene }: PermissionScene & { readonly login: string },
): readonly CounterSection[] {
  const others = staff.filter((one) => one.leftAt === null && one.login !== login);
  const worksAt = (one: Staff, section: string) => {
    const own = sectionsFor(one, 'counter.work', scene);
    return own === 'all' || own.has(section);
  };
  return sections.flatMap((section) => {
    const people = others.filter((one) => worksAt(one, section));
    return people.length === 0 ? [] : [{ section, people }];
  });
}
