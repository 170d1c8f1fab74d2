import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Verdicts } from './domain/procedures/run-examples.ts';
import type { ParsedFiles } from './domain/procedures/source-file.ts';

/** What was found out at an earlier start about content that has not changed since. */
export interface DefinitionCache {
  readonly parsed: ParsedFiles;
  readonly verdicts: Verdicts;
  /**
   * Ends it: writes what this load has used, and lets go of it (megabytes). A folder that can't be
   * written to is no reason not to start.
   */
  save(): void;
}

interface Kept {
  /** The program that read the files. */
  readonly program: string;
  /** Town data that the verdicts hold for. */
  readonly town: string;
  readonly parsed: Readonly<Record<string, unknown>>;
  readonly passed: readonly string[];
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

const SERVER = import.meta.dirname;
const PROGRAM = ['domain', 'lib'].map((folder) => join(SERVER, folder));
/** The town's files that a definition or its examples may lean on. */
const TOWN_FILES =
  /^(amounts|lists|municipality)\.yaml$|^addresses\.csv$|^(catalogues|resources)\//;

function filesBelow(folder: string, wanted: RegExp): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => wanted.test(name.replaceAll('\\', '/')))
    .sort()
    .map((name) => join(folder, name));
}

/** Changes with the packages and every file of the program that rules are made of (by size and time, which is quick). */
function programKey(): string {
  const hash = createHash('sha256');
  const program = PROGRAM.flatMap((path) => filesBelow(path, /\.ts$/));
  for (const file of [...program, join(SERVER, '..', 'package-lock.json')]) {
    const found = statSync(file, { throwIfNoEntry: false });
    hash.update(`${relative(SERVER, file)} ${found?.size} ${found?.mtimeMs}\n`);
  }
  return hash.digest('base64url');
}

/** Changes with the content of the town's own data. */
function townKey(folder: string): string {
  const hash = createHash('sha256');
  for (const file of filesBelow(folder, TOWN_FILES)) {
    if (!statSync(file).isFile()) continue;
    hash
      .update(`${relative(folder, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('base64url');
}

function readKept(file: string): Kept | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Kept;
  } catch {
    return undefined;
  }
}

/**
 * Opens the cache of a procedures folder. What does not fit any more counts as not there: all of it
 * for another program, the verdicts for another town. A definition that has changed is always checked.
 * @param file where it is kept between two starts
 */
export function openDefinitionCache(file: string, folder: string): DefinitionCache {
  const program = programKey();
  const town = townKey(folder);
  const kept = readKept(file);
  let known = kept?.program === program ? kept : undefined;
  const isSameTown = known?.town === town;
  const passedBefore = new Set(isSameTown ? known?.passed : []);
  let parsed: Record<string, unknown> = {};
  const passed = new Set<string>();
  let isNew = !isSameTown;
  let isOver = false;
  return {
    parsed: {
      find(content) {
        const hash = hashOf(content);
        if (Object.hasOwn(parsed, hash)) return { data: parsed[hash] };
        if (!known || !Object.hasOwn(known.parsed, hash)) return undefined;
        parsed[hash] = known.parsed[hash];
        return { data: parsed[hash] };
      },
      keep(content, data) {
        if (isOver) return;
        isNew = true;
        parsed[hashOf(content)] = data;
      },
    },
    verdicts: {
      held(version) {
        if (passedBefore.has(version)) passed.add(version);
        return passedBefore.has(version);
      },
      keep(version) {
        isNew = true;
        passed.add(version);
      },
    },
    save() {
      const used = parsed;
      isOver = true;
      parsed = {};
      known = undefined;
      if (!isNew) return;
      try {
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
        const text = JSON.stringify({
          program,
          town,
          parsed: used,
          passed: [...passed],
        } satisfies Kept);
        writeFileSync(`${file}.${process.pid}`, text, { mode: 0o600 });
        renameSync(`${file}.${process.pid}`, file);
      } catch {
        // The next start reads everything again.
      }
    },
  };
}
