import type { Application, ApplicationEvent } from '../../domain/applications/application.ts';
import type { Attachment } from '../../domain/attachments/attachment.ts';
import { submittedText } from '../../domain/output/application-record.ts';
import { caseJourneys } from '../../domain/output/case-journeys.ts';
import { toPlain } from '../../domain/procedures/cel/to-plain.ts';
import { dueAttachments } from '../../domain/procedures/due-attachments.ts';
import type { Journey, Procedure } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import type {
  FormDocument,
  PrintedAnswer,
  PrintedSection,
  PrintedTable,
} from '../../integrations/pdf/form-document.ts';
import { type Html, textOf } from '../../lib/html.ts';
import type { Services } from '../../services.ts';
import { answerSections } from '../apply/answer-sections.ts';

export interface CaseParts {
  readonly procedure: Procedure;
  readonly application: Application;
  readonly events: readonly ApplicationEvent[];
  readonly attachments: readonly Attachment[];
}

const printed = (line: Html | string) => (typeof line === 'string' ? line : textOf(line));

function answerPart(
  { resources, catalogues }: Services,
  words: Words,
  procedure: Procedure,
  journey: Journey,
): PrintedSection[] {
  const sections = answerSections({
    procedure,
    words,
    pages: journey.reached,
    answers: journey.answers,
    sources: { resources, catalogues },
  });
  return sections.map(({ title, row, rows }) => ({
    title: row === undefined ? textOf(title) : `${textOf(title)}　${textOf(row)}`,
    rows: rows.map(({ key, lines }) => ({
      label: textOf(key),
      value: lines.map(printed).join('\n'),
    })),
  }));
}

/** What was handed in, what is still to come, and how. */
function documentPart(
  words: Words,
  { procedure, attachments }: CaseParts,
  journeys: readonly Journey[],
): PrintedSection[] {
  const due = journeys.flatMap((journey, index) =>
    dueAttachments(procedure, journey, index === 0 ? undefined : procedure.phases[index - 1]?.id),
  );
  const rows = due.map(({ key, deliver }): PrintedAnswer => {
    const files = attachments.filter((attachment) => attachment.key === key);
    const waiting = deliver === 'paper' ? 'documents:on_paper' : 'documents:to_follow';
    return {
      label: textOf(procedure.text('ja', `attachments.${key}.label`) ?? key),
      value: files.length > 0 ? files.map(({ name }) => name).join('\n') : words.plain(waiting),
    };
  });
  return rows.length > 0 ? [{ title: words.plain('documents:attachments'), rows }] : [];
}

function tablePart({ output }: Procedure, journey: Journey | undefined): PrintedTable | undefined {
  const rows = output.form?.table;
  if (!rows || !journey) return undefined;
  return {
    rows: rows.map((cells) => ({
      cells: cells.map((cell) => ({
        width: cell.width,
        ...(cell.height !== undefined && { height: cell.height }),
        heading: 'text' in cell,
        text: 'text' in cell ? cell.text : String(toPlain(cell.value.run(journey.scope)) ?? ''),
      })),
    })),
  };
}

/**
 * A case as its paper form, in Japanese whatever the resident reads: it is what the office files.
 * Where the official form has not been seen, the general layout says that it is one.
 */
export function applicationDocument(services: Services, parts: CaseParts): FormDocument {
  const { procedure, application, events } = parts;
  const words = services.words('ja');
  const { municipality } = services.library;
  const town = municipality.name['ja'] ?? '';
  const journeys = caseJourneys(procedure, application, events);
  const { form } = procedure.output;
  const table = tablePart(procedure, journeys.at(-1));
  const answers = journeys.flatMap((journey) => answerPart(services, words, procedure, journey));
  return {
    title: form?.name ?? textOf(procedure.text('ja', 'title') ?? ''),
    ...(form?.number !== undefined && { formNumber: form.number }),
    formNote: form
      ? words.plain('documents:form_source', { source: form.source })
      : words.plain('documents:general_layout'),
    addressee: words.plain('documents:addressee', { town }),
    facts: [
      { label: words.plain('documents:number'), value: application.number },
      { label: words.plain('documents:submitted_at'), value: submittedText(application) },
      { label: words.plain('documents:basis'), value: procedure.basis },
    ],
    ...(table && { table }),
    sections: [...(table ? [] : answers), ...documentPart(words, parts, journeys)],
    foot: `${town}　${application.number}`,
  };
}
