import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type FacilityFee, loadFacilityFees } from '../fees/facility-fees.ts';
import { tableFinding } from '../fees/table-error.ts';
import type { Finding } from '../procedures/procedure.ts';
import { readSource } from '../procedures/source-file.ts';
import { yamlErrorWords } from '../procedures/yaml-error-words.ts';
import { shapeKeys } from '../settings/shape-keys.ts';
import { sentence, shapeWords } from '../settings/shape-words.ts';
import { buildResource, type TownWide } from './build-resource.ts';
import { checkResources } from './check-resources.ts';
import { RESOURCE, RESOURCE_FILE, type ResourceData } from './resource-schema.ts';
import type { Resource, Resources } from './resources.ts';
import { TOWN_HOLIDAYS, type TownHoliday } from './town-holidays.ts';

const HOLIDAY =
  '1日に1行、「- { day: 2027-02-01, name: { ja: 市制記念日 } }」の形です。毎年の日は 02-01 です。';

const LEFT_OUT = '直すまで、このファイルの施設はどれも使えません。';

/** One file of procedures/resources, read: its resources, or why it is left out. */
interface ResourceFile {
  readonly resources: readonly Resource[];
  readonly findings: readonly Finding[];
}

/**
 * Reads `resources/*.yaml` and the price table of a procedures folder. A file with a mistake is
 * left out and named in the findings; the others serve.
 */
export function loadResources(folder: string): {
  readonly resources: Resources;
  readonly findings: readonly Finding[];
} {
  const findings: Finding[] = [];
  const all = new Map<string, Resource>();
  const town = { fees: readFees(folder, findings), holidays: readHolidays(folder, findings) };
  for (const name of resourceFiles(folder)) {
    const file = join('resources', name);
    const read = readFile(file, readFileSync(join(folder, file), 'utf8'), town);
    const conflicts = checkResources(file, read.resources, all);
    findings.push(...read.findings, ...conflicts);
    if (read.findings.length + conflicts.length > 0) continue;
    for (const resource of read.resources) all.set(resource.id, resource);
  }
  return { resources: resourcesOf([...all.values()]), findings };
}

function resourcesOf(list: readonly Resource[]): Resources {
  const byId = new Map(list.map((resource) => [resource.id, resource]));
  return {
    find: (id) => byId.get(id),
    inGroup: (group) => list.filter((resource) => resource.group === group),
    all: () => list,
  };
}

function resourceFiles(folder: string): readonly string[] {
  try {
    return readdirSync(join(folder, 'resources'))
      .filter((name) => name.endsWith('.yaml'))
      .sort();
  } catch {
    // A town without anything to book has no such folder.
    return [];
  }
}

function readFees(folder: string, findings: Finding[]): readonly FacilityFee[] {
  try {
    return loadFacilityFees(folder);
  } catch (error) {
    findings.push(tableFinding(error, 'catalogues/facility_fees.csv', 'facility_fees'));
    return [];
  }
}

/** Without a file, or with one that can't be read, the nation's holidays are all there are. */
function readHolidays(folder: string, findings: Finding[]): readonly TownHoliday[] {
  const file = 'holidays.yaml';
  if (!existsSync(join(folder, file))) return [];
  const { source, findings: unread } = readSource(file, readFileSync(join(folder, file), 'utf8'));
  findings.push(...unread);
  if (unread.length > 0) return [];
  const read = TOWN_HOLIDAYS.safeParse(source.data ?? [], { reportInput: true });
  if (read.success) return read.data;
  for (const issue of read.error.issues) {
    const { message, mend, path } = shapeWords(issue, shapeKeys(TOWN_HOLIDAYS));
    const line = source.line(path);
    findings.push(finding(file, line, 'town_holidays', message, sentence(mend) + HOLIDAY));
  }
  return [];
}

function readFile(file: string, source: string, town: TownWide): ResourceFile {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, merge: true });
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let depth = path.length; depth >= 0; depth--) {
      const node = document.getIn(path.slice(0, depth) as unknown[], true) as
        | { range?: [number, number, number] }
        | undefined;
      if (node?.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const syntax = document.errors[0];
  if (syntax) {
    const line = syntax.linePos?.[0].line ?? 1;
    const [message, mend] = yamlErrorWords(syntax);
    return { resources: [], findings: [finding(file, line, 'yaml', message, mend)] };
  }
  const parsed = RESOURCE_FILE.safeParse(isMap(document.contents) ? document.toJS() : {}, {
    reportInput: true,
  });
  if (!parsed.success)
    return { resources: [], findings: issues(file, parsed.error, lineOf, () => []) };
  const { group, defaults, resources } = parsed.data;
  const findings = new Map<string, Finding>();
  const built: Resource[] = [];
  for (const [id, own] of Object.entries(resources)) {
    const data = RESOURCE.safeParse({ ...defaults, ...own }, { reportInput: true });
    if (data.success) {
      built.push(buildResource(id, group, ownChanges(data.data, own), town));
      continue;
    }
    // A mistake in the defaults is one mistake, not one for each resource.
    const place = (key: PropertyKey | undefined) =>
      key !== undefined && !(key in own) && key in defaults ? ['defaults'] : ['resources', id];
    for (const found of issues(file, data.error, lineOf, place, calledOf(id, own))) {
      findings.set(found.message, found);
    }
  }
  return { resources: built, findings: [...findings.values()] };
}

/** A change of the defaults is none of a key that the resource has of its own. */
function ownChanges(data: ResourceData, own: Readonly<Record<string, unknown>>): ResourceData {
  if ('changes' in own) return data;
  const changes = data.changes.map(
    (change) =>
      Object.fromEntries(
        Object.entries(change).filter(([key]) => key === 'from' || key === 'note' || !(key in own)),
      ) as typeof change,
  );
  const isChange = (change: object) =>
    Object.keys(change).some((key) => key !== 'from' && key !== 'note');
  return { ...data, changes: changes.filter(isChange) };
}

/** 「総合体育館」（hall） */
function calledOf(id: string, { name }: Readonly<Record<string, unknown>>): string {
  const ja = (name as Readonly<Record<string, unknown>> | undefined)?.['ja'];
  return typeof ja === 'string' ? `「${ja}」（${id}）` : `「${id}」`;
}

/** `place` says under which keys of the file the schema's top key lies. */
function issues(
  file: string,
  error: z.ZodError,
  lineOf: (path: readonly PropertyKey[]) => number,
  place: (key: PropertyKey | undefined) => readonly string[],
  called = '',
): Finding[] {
  return error.issues.map((issue) => {
    const {
      message,
      mend,
      path: inside,
    } = shapeWords(issue, [...shapeKeys(RESOURCE_FILE), ...shapeKeys(RESOURCE)]);
    const above = place(inside[0]);
    const whose = above[0] === 'resources' ? `${called}の` : '';
    const line = lineOf([...above, ...inside]);
    return finding(file, line, 'resource_shape', whose + message, sentence(mend) + LEFT_OUT);
  });
}

function finding(file: string, line: number, code: string, message: string, mend: string): Finding {
  return { level: 'error', file, line, code, message, mend };
}
