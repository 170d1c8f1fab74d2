import type { Attachment, FileProblem } from '../../domain/attachments/attachment.ts';
import type { RefusedFile } from '../../domain/attachments/receive-uploads.ts';
import type { AttachmentRule } from '../../domain/procedures/case-rules.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import { procedurePlain, procedureText } from '../apply/procedure-text.ts';

/** What a definition calls a document, in the reader's language. */
export function documentLabel(procedure: Procedure, words: Words, key: string): Html {
  return (
    procedureText(procedure, words, `attachments.${key}.label`) ?? words.t('attachments:document')
  );
}

/** The same for titles and hidden parts of links. */
export function documentLabelPlain(procedure: Procedure, words: Words, key: string): string {
  return (
    procedurePlain(procedure, words, `attachments.${key}.label`) ||
    words.plain('attachments:document')
  );
}

export function documentHint(procedure: Procedure, words: Words, key: string): Html | undefined {
  return procedureText(procedure, words, `attachments.${key}.hint`);
}

/** 「1.2MB」 */
function sizeText(bytes: number): string {
  const megabytes = bytes / (1024 * 1024);
  if (megabytes >= 1) return `${megabytes.toFixed(1)}MB`;
  return `${Math.max(1, Math.round(bytes / 1024))}KB`;
}

/** 「写真・1.2MB」 */
export function fileMeta({ type, bytes }: Attachment, words: Words): Html {
  const kind = words.t(type === 'application/pdf' ? 'attachments:pdf' : 'attachments:photo');
  return words.t('attachments:file_meta', { kind, size: sizeText(bytes) });
}

/** What is wrong with a file and what to do about it, its name in front. */
export function refusedText(
  { name, problem }: RefusedFile,
  {
    words,
    rule,
    megabytes,
    totalMegabytes,
  }: { words: Words; rule: AttachmentRule; megabytes: number; totalMegabytes: number },
): Html {
  const limits: Partial<Record<FileProblem, number>> = {
    file_too_large: megabytes,
    file_no_room: totalMegabytes,
  };
  const max = limits[problem] ?? rule.maxFiles;
  const text = words.t(`errors:${problem}`, { max });
  return name === '' ? text : words.t('attachments:file_problem', { name, text });
}
