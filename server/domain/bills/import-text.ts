import iconv from 'iconv-lite';
import type { ImportEncoding } from './import-job.ts';

/** UTF-8 shows itself: other text is hardly ever valid by chance. What is not, is taken for CP932. */
export async function encodingOf(content: AsyncIterable<Uint8Array>): Promise<ImportEncoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const bytes of content) decoder.decode(bytes, { stream: true });
    decoder.decode();
    return 'utf8';
  } catch {
    return 'cp932';
  }
}

/** The text of a file, piece by piece, without its mark. */
export async function* textOf(
  content: AsyncIterable<Uint8Array>,
  encoding: ImportEncoding,
): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding);
  for await (const bytes of content) yield decoder.write(Buffer.from(bytes));
  yield decoder.end() ?? '';
}
