import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { isLocale } from '../procedures/locale.ts';
import type { Glossaries } from './glossary.ts';

const FILE = z.record(z.string(), z.array(z.string()).min(1));

/** Reads `glossary/<lang>.yaml` of the procedures folder. A file that is none is left out. */
export function loadGlossaries(procedures: string): Glossaries {
  const folder = join(procedures, 'glossary');
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder).flatMap((name) => {
    const locale = name.slice(0, -'.yaml'.length);
    if (!name.endsWith('.yaml') || !isLocale(locale)) return [];
    const read = FILE.safeParse(parseOrNothing(readFileSync(join(folder, name), 'utf8')));
    return read.success ? [[locale, new Map(Object.entries(read.data))] as const] : [];
  });
  return new Map(files);
}

function parseOrNothing(text: string): unknown {
  try {
    return parse(text) ?? {};
  } catch {
    return undefined;
  }
}
