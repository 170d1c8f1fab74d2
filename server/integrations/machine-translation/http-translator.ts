import { z } from 'zod';
import {
  MachineTranslationFailed,
  type MachineTranslator,
} from '../../domain/translations/machine-translator.ts';

const LONGEST_MS = 30_000;
const AT_ONCE = 40;
const MOST_BYTES = 1024 * 1024;

const ANSWER = z.object({
  translations: z.array(z.object({ id: z.string(), text: z.string().nullable().optional() })),
});

interface Options {
  /** For one request and its whole answer. */
  readonly longestMs?: number;
}

/**
 * Speaks the small contract of docs/admin.ja.md: `POST { source, target, texts: [{ id, text }] }` is
 * answered with `{ translations: [{ id, text }] }`. Credentials in the address go into a header:
 * `https://:token@host/` as a bearer token, `https://name:password@host/` as Basic.
 */
export function httpTranslator(
  address: string,
  { longestMs = LONGEST_MS }: Options = {},
): MachineTranslator {
  const url = new URL(address);
  const authorization = authorizationOf(url);
  url.username = '';
  url.password = '';
  const ask = async (target: string, texts: readonly string[]) => {
    const body = JSON.stringify({
      source: 'ja',
      target,
      texts: texts.map((text, index) => ({ id: String(index), text })),
    });
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(authorization && { authorization }),
    };
    const signal = AbortSignal.timeout(longestMs);
    const reply = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal });
    if (!reply.ok) throw new Error(`status ${reply.status}`);
    const { translations } = ANSWER.parse(JSON.parse(await textOf(reply)));
    const byId = new Map(translations.map(({ id, text }) => [id, text ?? undefined]));
    return texts.map((_, index) => byId.get(String(index)));
  };
  return {
    name: url.host,
    async translate(to, texts) {
      const answers: (string | undefined)[] = [];
      for (let start = 0; start < texts.length; start += AT_ONCE) {
        try {
          answers.push(...(await ask(to, texts.slice(start, start + AT_ONCE))));
        } catch (error) {
          // What came before is kept: somebody has paid for it.
          if (start === 0) throw new MachineTranslationFailed(reasonOf(error), { cause: error });
          break;
        }
      }
      return texts.map((_, index) => answers[index]);
    },
  };
}

function authorizationOf({ username, password }: URL): string | undefined {
  if (password === '') return undefined;
  const secret = decodeURIComponent(password);
  if (username === '') return `Bearer ${secret}`;
  return `Basic ${Buffer.from(`${decodeURIComponent(username)}:${secret}`).toString('base64')}`;
}

async function textOf({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += part.length;
    if (bytes > MOST_BYTES) throw new Error('answer too long');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Without anything of the answer: that is nobody's log. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unreachable';
  if (error.name === 'TimeoutError') return 'timeout';
  if (/^(status \d+|answer too long)$/.test(error.message)) return error.message;
  return error.name === 'TypeError' ? 'unreachable' : 'unreadable answer';
}
