import type { Clock } from '../../lib/clock.ts';
import type { AttachmentRule } from '../procedures/case-rules.ts';
import type { AddOutcome, Attachment, AttachmentFiles, FileProblem } from './attachment.ts';

/** One file on its way in. `content` must be read, or be drained by whoever gives it. */
export interface Upload {
  /** As the device calls it. */
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
}

export interface RefusedFile {
  readonly name: string;
  readonly problem: FileProblem;
}

export interface Received {
  readonly outcome: 'received' | 'gone';
  /** Files that are there now, also those that were there before. */
  readonly taken: number;
  readonly refused: readonly RefusedFile[];
}

interface Receiving {
  readonly ownerId: string;
  readonly rule: AttachmentRule;
  /** Files that are there already. */
  readonly present: number;
  readonly uploads: AsyncIterable<Upload>;
  /** Public key that they are sealed with; without one, the portal's own. */
  readonly recipient?: string;
  /** Writes them down, in one commit. */
  record(attachments: readonly Attachment[]): Promise<readonly AddOutcome[]>;
}

const LONGEST_NAME = 100;

/** The last part of a path, without what can't be seen, its ending kept. */
export function shortName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const seen = [...last.replace(/[\p{C}\u2028\u2029]/gu, '').trim()];
  if (seen.length <= LONGEST_NAME) return seen.join('');
  const ending = /\.[^.]{1,8}$/.exec(seen.join(''))?.[0] ?? '';
  return seen.slice(0, LONGEST_NAME - [...ending].length).join('') + ending;
}

/** Files of one request keep their order, however fast they come. */
function after(now: Date, last: Date | undefined): Date {
  return last && last >= now ? new Date(last.getTime() + 1) : now;
}

/**
 * Takes the files of one request: each is made safe and sealed, then all rows are written together.
 * If anything breaks off (the connection, the disk), none of them stays.
 * @throws what the connection or the disk throws
 */
export async function receiveUploads(
  files: AttachmentFiles,
  clock: Clock,
  { ownerId, rule, present, uploads, recipient, record }: Receiving,
): Promise<Received> {
  const prepared: Attachment[] = [];
  const refused: RefusedFile[] = [];
  let recorded = false;
  try {
    // A button pressed twice sends what is there already: one more than fits may be the same one.
    const most = Math.max(rule.maxFiles - present, 0) + 1;
    for await (const { name: given, content } of uploads) {
      const name = shortName(given);
      const preparation =
        prepared.length < most
          ? await files.receive(content, rule.accept, recipient)
          : { problem: 'file_too_many' as const };
      if ('problem' in preparation) {
        refused.push({ name, problem: preparation.problem });
        continue;
      }
      const receivedAt = after(clock.now(), prepared.at(-1)?.receivedAt);
      prepared.push({ ...preparation.file, ownerId, key: rule.key, name, receivedAt });
    }
    const outcomes = prepared.length > 0 ? await record(prepared) : [];
    recorded = true;
    await Promise.all(
      prepared.filter((_, at) => outcomes[at] !== 'added').map(({ id }) => files.remove(id)),
    );
    const left = (outcome: AddOutcome, problem: FileProblem) =>
      prepared
        .filter((_, at) => outcomes[at] === outcome)
        .map(({ name }): RefusedFile => ({ name, problem }));
    return {
      outcome: outcomes.includes('gone') ? 'gone' : 'received',
      taken: outcomes.filter((outcome) => outcome === 'added' || outcome === 'same').length,
      refused: [...refused, ...left('full', 'file_too_many'), ...left('no_room', 'file_no_room')],
    };
  } finally {
    if (!recorded) await Promise.all(prepared.map(({ id }) => files.remove(id)));
  }
}
