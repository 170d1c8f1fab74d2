import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { shapeWords } from '../settings/shape-words.ts';
import { isLocale, type Locale } from './locale.ts';
import type { Phrasebook } from './phrasebook.ts';
import type { Finding } from './procedure.ts';
import { bareKanji } from './ruby-marks.ts';
import { type ParsedFiles, readSource, type SourceFile } from './source-file.ts';

const PHRASE_KEY = /^[a-z][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*$/;
const PHRASES = z.record(z.string().regex(PHRASE_KEY), z.string().min(1));
const LISTS = z.record(
  z.string().regex(/^[a-z][a-z0-9_]*$/),
  z.array(z.string().regex(/^[a-z0-9][a-z0-9_-]*$/)).min(1),
);

interface Told {
  readonly parsed?: ParsedFiles;
  readonly findings: Finding[];
  error(source: SourceFile, path: readonly PropertyKey[], code: string, words: Words): void;
}

type Words = readonly [message: string, mend: string];

function teller(parsed?: ParsedFiles): Told {
  const findings: Finding[] = [];
  return {
    findings,
    ...(parsed && { parsed }),
    error(source, path, code, [message, mend]) {
      const line = source.line(path);
      findings.push({ level: 'error', file: source.file, line, code, message, mend });
    },
  };
}

/** The file's content in that shape; undefined (and findings) when it has another one. */
function readShaped<T>(
  told: Told,
  folder: string,
  file: string,
  schema: z.ZodType<T>,
): { readonly source: SourceFile; readonly data: T } | undefined {
  const content = readFileSync(join(folder, file), 'utf8');
  const { source, findings } = readSource(file, content, told.parsed);
  told.findings.push(...findings);
  if (findings.length > 0) return undefined;
  const read = schema.safeParse(source.data ?? {}, { reportInput: true });
  if (read.success) return { source, data: read.data };
  for (const issue of read.error.issues) {
    const { message, mend, path } = shapeWords(issue);
    told.error(source, path, 'wrong_value', [message, mend]);
  }
  return undefined;
}

function readTopics(told: Told, folder: string): Phrasebook['phrases'] {
  const phrases = new Map<Locale, Record<string, string>>();
  const firstFile = new Map<string, string>();
  const dir = join(folder, 'phrases');
  const names = existsSync(dir) ? readdirSync(dir).filter((name) => name.endsWith('.yaml')) : [];
  for (const name of names.sort()) {
    const locale = /^[a-z0-9-]+\.(.+)\.yaml$/.exec(name)?.[1];
    const read = isLocale(locale)
      ? readShaped(told, folder, `phrases/${name}`, PHRASES)
      : undefined;
    if (!isLocale(locale) || !read) continue;
    const words = phrases.get(locale) ?? {};
    phrases.set(locale, words);
    for (const [key, text] of Object.entries(read.data)) {
      const other = firstFile.get(`${locale} ${key}`);
      if (other !== undefined) {
        const mend = 'どちらかを消すか、別の名前にしてください。';
        told.error(read.source, [key], 'duplicate_id', [
          `「${key}」は ${other} にもあります。`,
          mend,
        ]);
        continue;
      }
      firstFile.set(`${locale} ${key}`, name);
      words[key] = text;
      const bare = locale === 'ja-easy' ? bareKanji(text) : undefined;
      if (bare !== undefined) {
        const mend = `{${bare}|ふりがな} のように書いてください。`;
        const message = `「${key}」の「${bare}」にふりがながありません。`;
        told.error(read.source, [key], 'missing_ruby', [message, mend]);
      }
    }
  }
  return phrases;
}

/**
 * Reads phrases/ and lists.yaml. What is wrong is told; a file that can't be read is left out, so
 * that the definitions which speak of it are told, too.
 */
export function loadPhrasebook(
  folder: string,
  parsed?: ParsedFiles,
): {
  readonly phrasebook: Phrasebook;
  readonly findings: readonly Finding[];
} {
  const told = teller(parsed);
  const phrases = readTopics(told, folder);
  const lists = existsSync(join(folder, 'lists.yaml'))
    ? readShaped(told, folder, 'lists.yaml', LISTS)?.data
    : undefined;
  return { phrasebook: { phrases, lists: lists ?? {} }, findings: told.findings };
}
