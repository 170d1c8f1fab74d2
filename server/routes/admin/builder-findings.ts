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
import { isOfDefinition, isOfLanguage, lackingStrings } from './language-findings.ts';
import { languageName } from './language-names.ts';

/** Something that is missing or wrong, with the page on which it is mended. */
export interface BuilderFinding {
  readonly level: 'error' | 'warning';
  readonly text: string;
  readonly mend: string;
  readonly place: string;
  readonly href: string;
  readonly path: EditPath;
  /** Where it stands in several languages: each by itself. */
  readonly links?: readonly { readonly name: string; readonly href: string }[];
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

/** A label that is nowhere is told once, in Japanese. */
const isTwin = ({ code, message }: Finding) =>
  code === 'missing_text' && /が、(?!ja )[\w-]+ にありません。$/.test(message);

/** One line for each string, which leads to it in each of its languages. */
function ofLanguages(
  { services, version }: BuilderDesk,
  found: readonly Finding[],
): BuilderFinding[] {
  return lackingStrings(found).map(({ text, key, languages }) => {
    const links = languages.map((locale) => {
      const page = adminPaths.translations(version.id, locale);
      return {
        name: languageName(services, locale),
        href: key === '' ? page : `${page}?show=all&key=${encodeURIComponent(key)}`,
      };
    });
    return {
      level: 'error',
      text,
      mend: '翻訳のページで入れてください。',
      place: `${links.map(({ name }) => name).join('、')}の訳`,
      href: links[0]?.href ?? '',
      links,
      path: [],
    };
  });
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
  const own = findings.filter((one) => !isOfLanguage(one) && !isTwin(one));
  return [
    ...own.map(({ level, message, mend, path = [], file, line }): BuilderFinding => {
      const isDefinition = isOfDefinition({ file, message });
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
