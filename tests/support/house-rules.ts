import type { ImportLine, SourceFile } from './source-tree.ts';

/** Each rule: files in, problems out, so that it can be shown to bite on a planted file. */
export type HouseRule = (files: readonly SourceFile[]) => string[];

const MOST_LINES = 300;
const MOST_FUNCTION_LINES = 70;

const roomOf = (path: string) => path.split('/').slice(0, 2).join('/');
const isOurs = (target: string) => target.startsWith('server/') || target.startsWith('tests/');
const packageOf = (target: string) =>
  target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');

function perImport(
  files: readonly SourceFile[],
  isWrong: (file: SourceFile, line: ImportLine) => boolean,
  why: string,
): string[] {
  return files.flatMap((file) =>
    file.imports
      .filter((line) => isWrong(file, line))
      .map((line) => `${file.path} imports ${line.target}: ${why}`),
  );
}

const OUTSIDE_WORLD =
  /^(fastify|@fastify\/.*|drizzle-orm|better-sqlite3|pg|stripe|eta|i18next|nodemailer|pino|node:https?|node:net)$/;

/** The rules of the town know no framework, database, provider or page. */
export const domainStandsAlone: HouseRule = (files) =>
  perImport(
    files.filter((file) => file.path.startsWith('server/domain/')),
    (_, line) =>
      isOurs(line.target)
        ? !/^server\/(domain|lib)\//.test(line.target)
        : OUTSIDE_WORLD.test(packageOf(line.target)),
    'domain knows domain and lib alone',
  );

export const libIsALeaf: HouseRule = (files) =>
  perImport(
    files.filter((file) => file.path.startsWith('server/lib/')),
    (_, line) => isOurs(line.target) && !line.target.startsWith('server/lib/'),
    'lib knows nobody',
  );

/** Pages and jobs reach data through the stores that they are given. */
export const onlyStorageKnowsTheDatabase: HouseRule = (files) =>
  perImport(
    files.filter(
      (file) => file.path.startsWith('server/') && roomOf(file.path) !== 'server/storage',
    ),
    (_, line) => /^(drizzle-orm|better-sqlite3|pg)$/.test(packageOf(line.target)),
    'only server/storage speaks to a database',
  );

const CHOOSES_DRIVERS = /^server\/(services\.ts$|cli\/)/;

export const onlyServicesChooseDrivers: HouseRule = (files) =>
  perImport(
    files.filter(
      (file) =>
        file.path.startsWith('server/') &&
        roomOf(file.path) !== 'server/storage' &&
        !CHOOSES_DRIVERS.test(file.path),
    ),
    (_, line) => !line.typeOnly && /^server\/storage\//.test(line.target),
    'only services.ts chooses what stores are made of',
  );

/** A page's rules live in domain/: another page never borrows them from a route. */
export const routesAreDoors: HouseRule = (files) =>
  perImport(
    files.filter(
      (file) => !/^(server\/(routes\/|cli\/|(app|staff-site)\.ts$)|tests\/)/.test(file.path),
    ),
    (_, line) => line.target.startsWith('server/routes/'),
    'only app.ts and staff-site.ts open the doors (and a command may seed through them)',
  );

// start.mjs and main.ts hand it on as it is.
const READS_ENVIRONMENT = /^server\/(config\.ts$|main\.ts$|start\.mjs$|cli\/)/;

export const onlyConfigReadsTheEnvironment: HouseRule = (files) =>
  files
    .filter((file) => file.path.startsWith('server/') && file.readsEnvironment)
    .filter((file) => !READS_ENVIRONMENT.test(file.path))
    .map((file) => `${file.path} reads process.env`);

export const noCycles: HouseRule = (files) => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const problems: string[] = [];
  const visit = (path: string, trail: readonly string[]) => {
    const at = trail.indexOf(path);
    if (at >= 0) problems.push([...trail.slice(at), path].join(' → '));
    const file = byPath.get(path);
    if (at >= 0 || done.has(path) || file === undefined) return;
    for (const line of file.imports) {
      if (isOurs(line.target) && !line.typeOnly) visit(line.target, [...trail, path]);
    }
    done.add(path);
  };
  for (const file of files) visit(file.path, []);
  return problems;
};

export const nothingTooLong: HouseRule = (files) =>
  files.flatMap((file) => {
    const lines = file.text.trimEnd().split('\n').length;
    const long = file.functions
      // A `describe` only lists tests, each of which is a function of its own.
      .filter((one) => one.lines > MOST_FUNCTION_LINES && one.name !== 'describe')
      .map(
        (one) =>
          `${file.path}: ${one.name} has ${one.lines} lines (at most ${MOST_FUNCTION_LINES})`,
      );
    return lines > MOST_LINES
      ? [`${file.path} has ${lines} lines (at most ${MOST_LINES})`, ...long]
      : long;
  });

const VAGUE =
  /^(utils?|helpers?|common|misc|manager|shared|index|types)$|-(utils?|helpers?|manager)$/;
const KEBAB = /^[a-z0-9]+([-.][a-z0-9]+)*\.(m?ts|mjs)$/;

export const namesSayWhatIsInside: HouseRule = (files) =>
  files.flatMap((file) => {
    const parts = file.path.split('/');
    const name = parts.at(-1) ?? '';
    const words = [...parts.slice(1, -1), name.split('.')[0] ?? ''];
    const vague = words.filter(
      (word) => VAGUE.test(word) && file.path !== `server/domain/fields/types/${name}`,
    );
    return [
      ...vague.map((word) => `${file.path}: "${word}" says nothing`),
      ...(KEBAB.test(name) ? [] : [`${file.path} is not in kebab-case`]),
      ...(file.isBarrel ? [`${file.path} only passes on what others export`] : []),
    ];
  });

// In capitals, as such notes are written: "todo" is a word of Portuguese. Put together from halves, so
// that this file does not name what it forbids.
const PLACEHOLDER = new RegExp(
  `\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', 'HA' + 'CK', 'T' + 'BD'].join('|')})\\b|[Ll]orem ${'ipsum'}`,
);

export const nothingLeftForLater: HouseRule = (files) =>
  files.flatMap((file) =>
    file.text
      .split('\n')
      .flatMap((line, at) =>
        PLACEHOLDER.test(line) ? [`${file.path}:${at + 1} ${line.trim()}`] : [],
      ),
  );
