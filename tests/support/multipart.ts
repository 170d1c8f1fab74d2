import { randomUUID } from 'node:crypto';
import type { RawInput } from '../../server/domain/fields/answers.ts';

/** A file as a browser sends it. */
export interface SentFile {
  readonly name: string;
  readonly content: Uint8Array;
  /** What the browser says that it is; nobody believes it. */
  readonly type?: string;
}

/** The smallest picture and the smallest document that the office can open. */
export const SMALL_PNG: SentFile = {
  name: '領収書の写真.png',
  type: 'image/png',
  content: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
};
export const SMALL_PDF: SentFile = {
  name: '見積書.pdf',
  type: 'application/pdf',
  content: Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n'),
};

/** The body of a form with files, and its content type. */
export function encodeMultipart(
  fields: RawInput,
  files: readonly SentFile[],
): { readonly payload: Buffer; readonly type: string } {
  const boundary = `----form${randomUUID()}`;
  const head = (rest: string) =>
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${rest}\r\n\r\n`);
  const parts: Uint8Array[] = [];
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value ?? []].flat()) {
      parts.push(head(`name="${name}"`), Buffer.from(`${one}\r\n`));
    }
  }
  for (const { name, content, type = 'application/octet-stream' } of files) {
    parts.push(
      head(`name="file"; filename="${name}"\r\nContent-Type: ${type}`),
      content,
      Buffer.from('\r\n'),
    );
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`));
  return { payload: Buffer.concat(parts), type: `multipart/form-data; boundary=${boundary}` };
}

/** Pages of documents that an error summary asks for. */
export function documentsAskedFor(body: string): string[] {
  const summary = /<div class="error-summary[\s\S]*?<\/div>/.exec(body)?.[0] ?? '';
  return [...summary.matchAll(/href="([^"]+\/attachments\/[^"]+)"/g)].map(
    ([, href]) => href as string,
  );
}
