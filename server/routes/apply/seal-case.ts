import type { DueDocument } from '../../domain/attachments/due-documents.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Journey, Procedure } from '../../domain/procedures/procedure.ts';
import type { SealCase } from '../../domain/sealing/sealed-case.ts';
import {
  type LabelledAnswers,
  type SealedFile,
  sealedRecord,
} from '../../domain/sealing/sealed-record.ts';
import { type Html, textOf } from '../../lib/html.ts';
import type { Services } from '../../services.ts';
import { answerSections } from './answer-sections.ts';

type Sent = {
  readonly procedure: Procedure;
  readonly journey: Journey;
  readonly documents: readonly DueDocument[];
};

const plain = (line: Html | string) => (typeof line === 'string' ? line : textOf(line));

/** In Japanese, whatever the resident reads: it is what the office files. */
function labelled(services: Services, { procedure, journey }: Sent): LabelledAnswers[] {
  const { resources, catalogues } = services;
  const sections = answerSections({
    procedure,
    words: services.words('ja'),
    pages: journey.reached,
    answers: journey.answers,
    sources: { resources, catalogues },
  });
  return sections.map(({ title, row, rows }) => ({
    title: textOf(title),
    ...(row && { row: textOf(row) }),
    answers: rows.map(({ key, lines }) => ({
      label: textOf(key),
      value: lines.map(plain).join('\n'),
    })),
  }));
}

function sealedFiles({ procedure, documents }: Sent): SealedFile[] {
  return documents.flatMap(({ rule: { key }, files }) =>
    files.map(({ id, name, type, bytes, sha256 }) => ({
      id,
      key,
      label: textOf(procedure.text('ja', `attachments.${key}.label`) ?? key),
      name,
      type,
      bytes,
      sha256,
    })),
  );
}

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
    const record = sealedRecord(procedure, application, {
      title: textOf(procedure.text('ja', 'title') ?? procedure.id),
      labelled: labelled(services, sent),
      attachments: sealedFiles(sent),
    });
    const body = await services.seal(recipient, Buffer.from(JSON.stringify(record)));
    return { recipient, body };
  };
}
