import type { DueDocument } from '../../domain/attachments/due-documents.ts';
import type { Journey, Procedure } from '../../domain/procedures/procedure.ts';
import type { LabelledAnswers, SealedFile } from '../../domain/sealing/sealed-record.ts';
import { type Html, textOf } from '../../lib/html.ts';
import type { Services } from '../../services.ts';
import { answerSections } from './answer-sections.ts';

/** An application on its way. */
export interface Sent {
  readonly procedure: Procedure;
  readonly journey: Journey;
  readonly documents: readonly DueDocument[];
}

const plain = (line: Html | string) => (typeof line === 'string' ? line : textOf(line));

/** In Japanese, whatever the resident reads: it is what the office files. */
export function labelledAnswers(
  services: Services,
  { procedure, journey }: Sent,
): LabelledAnswers[] {
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

/** The files that were added, by the names that their resident gave them. */
export function sealedFiles({ procedure, documents }: Sent): SealedFile[] {
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
