import type { Application } from '../applications/application.ts';
import { caseTable } from '../hand-over/table-lines.ts';
import { applicationRecord } from '../output/application-record.ts';
import type { Procedure } from '../procedures/procedure.ts';
import { SEALED_SCHEMA, type SealedRecord } from './sealed-record.ts';

/**
 * What goes under the seal.
 * @param application with its answers, as it is being sent
 */
export function sealRecord(
  procedure: Procedure,
  application: Application,
  parts: {
    readonly title: string;
    readonly labelled: SealedRecord['labelled'];
    readonly attachments: SealedRecord['attachments'];
  },
): SealedRecord {
  const { headings, lines } = caseTable(procedure);
  const { id, channel, locale, answers } = application;
  return {
    schema: SEALED_SCHEMA,
    id,
    ...applicationRecord(procedure, application, []),
    section: procedure.section,
    channel,
    locale,
    answers,
    table: { headings, lines: lines({ application, events: [] }) },
    ...parts,
  };
}
