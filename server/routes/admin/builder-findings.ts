import { LRUCache } from 'lru-cache';
import type { EditPath } from '../../domain/builder/edit.ts';
import {
  type Compilation,
  compileProcedure,
  versionOf,
} from '../../domain/procedures/compile-procedure.ts';
import type { Finding } from '../../domain/procedures/procedure.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import type { Services } from '../../services.ts';
import { aimedHref } from './builder-aim.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { calledOf } from './builder-names.ts';
import { type BuilderPlace, builderPlace } from './builder-places.ts';
import { parsedFiles } from './builder-tree.ts';
import { formWords } from './check-form-words.ts';
import { languageName } from './language-names.ts';

/** Something that is missing or wrong, with the page on which it is mended. */
export interface BuilderFinding {
  readonly level: 'error' | 'warning';
  readonly text: string;
  readonly mend: string;
  readonly place: string;
  readonly href: string;
  readonly path: EditPath;
}

const compiled = new LRUCache<string, Compilation>({ max: 8 });

/** The draft as the program reads it, with all that is told of it; kept for the pages around a change. */
export function checkedDraft({ library }: Services, { version }: Pick<BuilderDesk, 'version'>) {
  const key = `${version.procedureId} ${versionOf(version.files)} ${library.town.today}`;
  let found = compiled.get(key);
  if (found === undefined) {
    found = compileProcedure(
      version.files,
      { ...library.town, parsed: parsedFiles },
      version.procedureId,
    );
    compiled.set(key, found);
  }
  return found;
}

const LANGUAGE_FILE = /([\w-]+)\.yaml$/;
const OF_LANGUAGES = new Set(['missing_text', 'missing_ruby', 'unknown_text']);

const ABSENT_FILE = /^([\w-]+)\.yaml がありません/;

const languageOf = ({ file, message }: Pick<Finding, 'file' | 'message'>) =>
  ABSENT_FILE.exec(message)?.[1] ?? LANGUAGE_FILE.exec(file)?.[1] ?? 'definition';

/** A label that is nowhere is told once, in Japanese. */
const isTwin = ({ code, message }: Finding) =>
  code === 'missing_text' && /が、(?!ja )[\w-]+ にありません。$/.test(message);

/** One line for each language, however many texts it lacks: they are mended side by side, elsewhere. */
function ofLanguages(
  { services, version }: BuilderDesk,
  found: readonly Finding[],
): BuilderFinding[] {
  const counts = new Map<string, number>();
  for (const one of found) {
    const language = languageOf(one);
    counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  return [...counts].map(([locale, count]) => ({
    level: 'error',
    text: version.files[`${locale}.yaml`]
      ? `${languageName(services, locale)}の言葉が${count}か所、足りません。`
      : `${languageName(services, locale)}の言葉が、まだありません。`,
    mend: '翻訳のページで入れてください。',
    place: `${languageName(services, locale)}の訳`,
    href: adminPaths.translations(version.id, locale),
    path: [],
  }));
}

const aimed = ({ href, text }: BuilderPlace, path: readonly (string | number)[]): BuilderPlace => ({
  href: aimedHref(href, path.join('.')),
  text,
});

/** Whoever gave a condition a Japanese name knows it by that. */
const byName = ({ tree }: BuilderDesk, text: string) =>
  text.replace(/「(\w+)」/g, (said, key: string) => {
    const name = calledOf(tree, key);
    return name === '' ? said : `「${name}」`;
  });

/** What is still missing, errors first. */
export function findingsOf(desk: BuilderDesk): readonly BuilderFinding[] {
  const { services, version, pages } = desk;
  const { findings } = checkedDraft(services, desk);
  const isOfLanguage = (one: Finding) =>
    OF_LANGUAGES.has(one.code) && languageOf(one) !== 'definition';
  const own = findings.filter((one) => !isOfLanguage(one) && !isTwin(one));
  return [
    ...own.map(({ level, message, mend, path = [], file, line }): BuilderFinding => {
      const isDefinition = languageOf({ file, message }) === 'definition';
      const place =
        isDefinition && desk.isReadable
          ? aimed(builderPlace(version.id, pages, path), path)
          : { href: adminPaths.files(version.id), text: `${file.split('/').at(-1)} ${line}行目` };
      return {
        level,
        text: byName(desk, formWords(message)?.[0] ?? message),
        mend: formWords(message)?.[1] ?? mend,
        place: place.text,
        href: place.href,
        path,
      };
    }),
    ...ofLanguages(desk, findings.filter(isOfLanguage)),
  ].toSorted((a, b) => Number(a.level === 'warning') - Number(b.level === 'warning'));
}
