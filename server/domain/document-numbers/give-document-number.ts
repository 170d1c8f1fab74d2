import type { Clock } from '../../lib/clock.ts';
import type { StaffActor } from '../cases/case.ts';
import { DomainError } from '../errors.ts';
import type { Municipality } from '../procedures/municipality.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { DocumentNumberStore } from './document-number-store.ts';

/** 「見こ第123号」; a section without a mark of its own writes its name. */
function documentNumberText(
  { sections }: Pick<Municipality, 'sections'>,
  section: string,
  number: number,
): string {
  const own = sections[section];
  return `${own?.document_mark ?? own?.name['ja'] ?? section}第${number}号`;
}

/**
 * Gives the decision of a case (granted or refused) its document number, once: whoever asks again
 * gets the same. The year is the fiscal year of the decision.
 * @throws DomainError transition_not_allowed when nothing was decided
 */
export async function giveDocumentNumber(
  stores: { readonly documentNumbers: DocumentNumberStore },
  clock: Clock,
  input: {
    readonly applicationId: string;
    readonly procedure: Pick<Procedure, 'section'>;
    readonly municipality: Pick<Municipality, 'sections'>;
    readonly by: StaffActor;
  },
): Promise<string> {
  const { applicationId, procedure, municipality, by } = input;
  const given = await stores.documentNumbers.give({
    applicationId,
    section: procedure.section,
    actor: by,
    at: clock.now(),
    text: (number) => documentNumberText(municipality, procedure.section, number),
  });
  if (given === undefined) {
    throw new DomainError('transition_not_allowed', { event: 'document_number' });
  }
  return given;
}
