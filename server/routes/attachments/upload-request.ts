import { Socket } from 'node:net';
import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Upload } from '../../domain/attachments/receive-uploads.ts';
import type { RawInput } from '../../domain/fields/answers.ts';

/** More than any page of ours sends; what is above it is not looked at. */
const MOST_FILES = 30;
const LIMITS = {
  fieldNameSize: 100,
  fieldSize: 10_000,
  fields: 20,
  files: MOST_FILES,
  parts: MOST_FILES + 20,
  headerPairs: 50,
  // Counted while it is spooled: what is too large is a mistake to explain, not an error.
  fileSize: Number.POSITIVE_INFINITY,
};

/** A phone that sends a photo over a weak line, and waits for its turn, is not idle. */
const PATIENCE_MS = 10 * 60_000;

export interface UploadRequest {
  /** What stands before the first file: the form's own fields. */
  readonly fields: RawInput;
  /** Network address that sends it. */
  readonly address: string;
  /** Every file that was chosen. What is not read of one is passed over. */
  readonly uploads: AsyncIterable<Upload>;
  /** Reads the rest away, so that the browser gets the answer instead of a closed connection. */
  drain(): Promise<void>;
}

/** What came can't be read: the connection was cut, or no browser wrote it. */
class UploadBroken extends Error {
  readonly statusCode = 400;
}

/** Waits for what comes next of the request; what breaks off there is not our failure. */
async function arriving<T>(coming: Promise<T>): Promise<T> {
  try {
    return await coming;
  } catch (error) {
    throw isTooManyParts(error) ? error : new UploadBroken('upload broken off', { cause: error });
  }
}

async function* contentOf({ file }: MultipartFile): AsyncGenerator<Uint8Array> {
  // Stopping half-way must not close the part: the next one comes only after its end.
  const chunks = file.iterator({ destroyOnReturn: false });
  try {
    for (;;) {
      const { done, value } = await arriving<IteratorResult<Uint8Array>>(chunks.next());
      if (done) return;
      yield value;
    }
  } finally {
    // Lets go of the stream: as long as somebody iterates over it, it can't be passed over.
    await chunks.return?.(undefined);
  }
}

async function* filesOf(
  first: Multipart | undefined,
  next: () => Promise<Multipart | undefined>,
): AsyncGenerator<Upload> {
  for (let part = first; part !== undefined; part = await next()) {
    if (part.type !== 'file') continue;
    const { filename = '' } = part;
    // A field in which nothing was chosen is sent as a file without a name.
    if (filename !== '') yield { name: filename, content: contentOf(part) };
    part.file.resume();
  }
}

function bePatient({ raw }: FastifyRequest, reply: FastifyReply): void {
  const { socket } = raw;
  // A request without a connection of its own (`inject`) has nothing to wait for.
  if (!(socket instanceof Socket)) return;
  const before = socket.timeout ?? 0;
  socket.setTimeout(PATIENCE_MS);
  reply.raw.once('close', () => socket.setTimeout(before));
}

/**
 * Reads a form with files as it comes in: nothing of it is held in memory.
 * @throws what a cut connection or a malformed body throws
 */
export async function openUpload(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<UploadRequest> {
  bePatient(request, reply);
  const parts = request.parts({ limits: LIMITS })[Symbol.asyncIterator]();
  const next = async () => (await arriving(parts.next())).value as Multipart | undefined;
  const fields: Record<string, string> = {};
  let part = await next();
  while (part?.type === 'field') {
    fields[part.fieldname] = String(part.value);
    part = await next();
  }
  return {
    fields,
    address: request.ip,
    uploads: filesOf(part, next),
    async drain() {
      const { raw } = request;
      if (raw.readableEnded || raw.destroyed) return;
      raw.unpipe();
      raw.resume();
      await new Promise<void>((done) => {
        raw.once('end', done);
        raw.once('close', done);
      });
    },
  };
}

/** Were there more parts than the form can have? */
export function isTooManyParts(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'FST_FILES_LIMIT' || code === 'FST_PARTS_LIMIT';
}
