import { officePaths } from '../../../http/office-paths.ts';
import type { Services } from '../../../services.ts';
import { sealedEntries } from '../../documents/sealed-files.ts';
import type { OpenCase } from './open-case.ts';

/** What was sent under seal, to be saved and opened elsewhere; undefined where nothing was. */
export async function sealedView(services: Services, { application, procedure }: OpenCase) {
  if (!procedure.sealed) return undefined;
  const { id } = application;
  const [sealed, entries] = await Promise.all([
    services.stores.sealedAnswers.listFor(id),
    sealedEntries(services, id),
  ]);
  return {
    recipient: sealed.at(-1)?.recipient,
    files: entries.map(({ name }, index) => ({
      name,
      what: index === 0 ? '申請の内容' : `添付した書類 ${index}`,
      href: officePaths.caseSealed(id, name),
    })),
  };
}
