import { get } from 'node:http';

/** Bytes on the wire, compressed as a phone asks for it. */
function fetchCompressed(url: string, cookie: string): Promise<{ bytes: number; type: string }> {
  return new Promise((done, fail) => {
    get(url, { headers: { 'accept-encoding': 'br', cookie } }, (reply) => {
      let bytes = 0;
      reply.on('data', (part: Buffer) => {
        bytes += part.length;
      });
      reply.on('end', () => done({ bytes, type: reply.headers['content-type'] ?? '' }));
    }).on('error', fail);
  });
}

/** What the first visit of a page loads: itself and the style sheets, scripts and pictures it names. */
export async function pageWeight(url: string, source: string, cookie: string): Promise<number> {
  const linked = [...source.matchAll(/<(?:link|script|img)[^>]*\s(?:href|src)="([^"]+)"/g)]
    .map((match) => new URL(match[1] ?? '', url).href)
    .filter((asset) => asset.startsWith(new URL(url).origin));
  const parts = await Promise.all(
    [url, ...new Set(linked)].map((one) => fetchCompressed(one, cookie)),
  );
  const font = parts.find((part) => part.type.includes('font'));
  if (font) throw new Error('the page loads a web font');
  return parts.reduce((sum, part) => sum + part.bytes, 0);
}
