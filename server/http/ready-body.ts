import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

const PACKERS = {
  br: (plain: Buffer) =>
    brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (plain: Buffer) => gzipSync(plain),
} as const;

type Packing = keyof typeof PACKERS;

/** What is sent to many as it is: each packing of it is made when somebody first asks for it. */
export class ReadyBody {
  readonly plain: Buffer;
  /** Weak: what is sent may be packed. */
  readonly etag: string;
  readonly #packed = new Map<Packing, Buffer>();

  constructor(text: string) {
    this.plain = Buffer.from(text);
    this.etag = `W/"${createHash('sha256').update(this.plain).digest('base64url')}"`;
  }

  packed(packing: Packing): Buffer {
    const body = this.#packed.get(packing) ?? PACKERS[packing](this.plain);
    this.#packed.set(packing, body);
    return body;
  }
}

/** By RFC 9110, 12.5.3: what is not named, or named with a weight of nought, is not sent. */
function packingFor({ headers }: FastifyRequest): Packing | undefined {
  const wanted = new Set(
    [headers['accept-encoding'] ?? '']
      .flat()
      .join()
      .split(',')
      .filter((one) => !/;\s*q=0(\.0*)?\s*$/.test(one))
      .map((one) => one.split(';')[0]?.trim().toLowerCase()),
  );
  return (['br', 'gzip'] as const).find((one) => wanted.has(one));
}

/** Its type is the reply's. */
export function sendReady(request: FastifyRequest, reply: FastifyReply, body: ReadyBody) {
  reply.header('Vary', 'Accept-Encoding');
  const packing = packingFor(request);
  if (packing === undefined) return reply.send(body.plain);
  return reply.header('Content-Encoding', packing).send(body.packed(packing));
}

/** By RFC 9110, 13.1.2: compared weakly. */
export function isKnown({ headers }: FastifyRequest, { etag }: ReadyBody): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  const known = headers['if-none-match'] ?? '';
  return known.split(',').some((tag) => tag.trim() === '*' || bare(tag) === bare(etag));
}
