import { applicantMarks, namedMarks } from '../../../domain/protections/person-marks.ts';
import { officePaths } from '../../../http/office-paths.ts';
import type { Services } from '../../../services.ts';
import { personName } from '../protections-words.ts';
import type { OpenCase } from './open-case.ts';

/** What the named few see of it: the case is protected, or names somebody who is. */
export async function shieldView(
  { stores }: Services,
  { application, procedure, staffId }: OpenCase,
  mayManage: boolean,
) {
  const own = await stores.protections.listFor(staffId);
  const href = officePaths.caseProtection(application.id);
  if (own.length === 0) return mayManage ? { href, isProtected: false, named: [] } : undefined;
  const on = new Set(await stores.protections.ofCase(application.id));
  const marked = await stores.protections.markedBy(namedMarks(procedure, application.answers));
  return {
    href,
    isProtected: on.size > 0,
    named: own
      .filter(({ id }) => marked.includes(id) && !on.has(id))
      .map(({ person }) => personName(person)),
  };
}

/** The page on which a case is protected by hand, or no longer. View: `office/case/protection`. */
export async function protectionView(
  { stores }: Services,
  { application, procedure, staffId }: OpenCase,
) {
  const own = await stores.protections.listFor(staffId);
  const on = new Set(await stores.protections.ofCase(application.id));
  const theirs = await stores.protections.markedBy(applicantMarks(procedure, application.answers));
  const viewOf = ({ id, person }: (typeof own)[number]) => ({
    id,
    name: personName(person),
    /** The next look would protect it anew. */
    isTheirs: theirs.includes(id),
  });
  return {
    number: application.number,
    on: own.filter(({ id }) => on.has(id)).map(viewOf),
    choices: own.filter(({ id }) => !on.has(id)).map(viewOf),
    action: officePaths.caseProtection(application.id),
    release: officePaths.caseProtectionRelease(application.id),
    fresh: officePaths.protectionNew(application.id),
    back: officePaths.case(application.id),
  };
}
