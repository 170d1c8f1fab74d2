import { DomainError } from '../../domain/errors.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import { sealRecord } from '../../domain/sealing/seal-record.ts';
import type { SealCase } from '../../domain/sealing/sealed-case.ts';
import { textOf } from '../../lib/html.ts';
import type { Services } from '../../services.ts';
import { labelledAnswers, type Sent, sealedFiles } from './sealed-parts.ts';

/** The section's public key for that procedure; undefined where nothing is sealed. */
export function recipientOf(
  { library }: Pick<Services, 'library'>,
  { sealed, section }: Procedure,
): string | undefined {
  if (!sealed) return undefined;
  const key = library.municipality.sections[section]?.sealing_key;
  // The town has taken its key away: its definition is left out, and nothing of a draft is sent.
  if (key === undefined) throw new DomainError('procedure_closed');
  return key;
}

/**
 * How an application that is being sent is sealed; undefined where nothing is.
 * @throws DomainError procedure_closed when the section has no key any more
 */
export function sealingOf(services: Services, sent: Sent): SealCase | undefined {
  const { procedure } = sent;
  const recipient = recipientOf(services, procedure);
  if (recipient === undefined) return undefined;
  return async (application) => {
    const record = sealRecord(procedure, application, {
      title: textOf(procedure.text('ja', 'title') ?? procedure.id),
      labelled: labelledAnswers(services, sent),
      attachments: sealedFiles(sent),
    });
    const body = await services.seal(recipient, Buffer.from(JSON.stringify(record)));
    return { recipient, body };
  };
}
