import type { Attachment } from '../../../domain/attachments/attachment.ts';
import { officePaths } from '../../../http/office-paths.ts';
import type { Words } from '../../../http/words.ts';
import type { Html } from '../../../lib/html.ts';
import { formatJstDate } from '../../../lib/japanese-calendar.ts';
import { momentText } from '../../apply/format-text.ts';
import type { CaseDocument } from '../../attachments/case-documents.ts';
import { documentLabel, fileMeta } from '../../attachments/document-texts.ts';
import type { OpenCase } from './open-case.ts';

interface FileView {
  readonly name: string;
  readonly meta: Html | string;
  readonly received: Html;
  /** Day and time by the camera's own clock. */
  readonly taken?: string;
  readonly href: string;
  /** Can be looked at on this page; else it is saved and opened elsewhere. */
  readonly isPicture: boolean;
  /** Not one of the kinds that we have made ourselves: never shown, only saved. */
  readonly isForeign: boolean;
}

interface DocumentView {
  readonly label: Html;
  readonly state: string;
  readonly tone: 'done' | 'soon' | 'quiet';
  readonly files: readonly FileView[];
}

/** What is kept is one of these, written by ourselves; anything else was put there by another hand. */
const OWN_TYPES: readonly string[] = ['image/jpeg', 'image/png', 'application/pdf'];

export const isOwnType = ({ type }: Pick<Attachment, 'type'>) => OWN_TYPES.includes(type);

const STATES: Readonly<Record<CaseDocument['state'], readonly [string, DocumentView['tone']]>> = {
  given: ['届いています', 'done'],
  received: ['紙で届いています', 'done'],
  missing: ['まだです', 'soon'],
  later: ['あとで出す', 'soon'],
  paper: ['紙で届くのを待っています', 'soon'],
};

function fileView(file: Attachment, { application }: OpenCase, words: Words): FileView {
  const isForeign = !isOwnType(file);
  const [day, time] = file.takenAt?.split('T') ?? [];
  return {
    name: file.name,
    meta: isForeign ? `この画面では開けない種類（${file.type}）` : fileMeta(file, words),
    received: momentText(words, file.receivedAt),
    ...(day && { taken: `${formatJstDate(day, 'ja')}${time ? ` ${time.slice(0, 5)}` : ''}` }),
    href: officePaths.caseFile(application.id, file.id),
    isPicture: file.type.startsWith('image/') && !isForeign,
    isForeign,
  };
}

/** The documents of a case with their files and how far each is. */
export function documentsView(
  documents: readonly CaseDocument[],
  found: OpenCase,
  words: Words,
): readonly DocumentView[] {
  return documents.map(({ rule, state, files }) => ({
    label: documentLabel(found.procedure, words, rule.key),
    state: STATES[state][0],
    tone: STATES[state][1],
    files: files.map((file) => fileView(file, found, words)),
  }));
}
