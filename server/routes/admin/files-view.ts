import {
  DEFINITION_FILE,
  isDefinitionFile,
  localeOfFile,
} from '../../domain/builder/file-names.ts';
import type { Finding } from '../../domain/procedures/procedure.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Services } from '../../services.ts';
import type { BuilderDesk } from './builder-desk.ts';

function whatIs({ words }: Services, file: string): string {
  const locale = localeOfFile(file);
  return locale === undefined
    ? '手続きの定義（日本語）'
    : words(locale).plain('common:language_name');
}

/** `dog/definition.yaml` → `definition.yaml`. */
const bare = (file: string) => file.split('/').at(-1) ?? file;

/** View: `admin/files`. */
export function filesView(
  { services, version, canEdit }: BuilderDesk,
  told: { readonly said?: string; readonly findings?: readonly Finding[] } = {},
): PageModel {
  const names = Object.keys(version.files)
    .filter(isDefinitionFile)
    .toSorted(
      (a, b) => Number(b === DEFINITION_FILE) - Number(a === DEFINITION_FILE) || a.localeCompare(b),
    );
  return {
    title: '文字のファイル',
    styles: ['admin-files.css'],
    hasErrors: (told.findings ?? []).length > 0,
    ...told,
    name: version.title,
    back: adminPaths.version(version.id),
    action: adminPaths.files(version.id),
    exportHref: adminPaths.exportFiles(version.id),
    canEdit,
    files: names.map((name) => ({
      name,
      what: whatIs(services, name),
      lines: (version.files[name] ?? '').split('\n').length - 1,
      href: adminPaths.file(version.id, name),
      download: `${adminPaths.file(version.id, name)}?download=1`,
    })),
  };
}

export interface FileText {
  readonly file: string;
  readonly text: string;
  readonly revision: number;
  /** Nothing was kept because of these. */
  readonly refused?: readonly Finding[];
  /** What the check says of what is kept. */
  readonly findings: readonly Finding[];
  readonly said?: string;
  readonly problem?: string;
}

/** View: `admin/file`. */
export function fileView({ services, version, canEdit }: BuilderDesk, shown: FileText): PageModel {
  const { file, text, refused = [], findings } = shown;
  const own = (refused.length > 0 ? refused : findings).filter((one) => bare(one.file) === file);
  const errors = refused.map(({ line, message }) => ({
    href: '#text',
    text: `${line}行目：${message}`,
  }));
  return {
    ...shown,
    title: file,
    styles: ['admin-files.css'],
    scripts: ['file-editor.js'],
    hasErrors: refused.length > 0,
    errorSummary: { errors },
    canEdit,
    what: whatIs(services, file),
    back: adminPaths.files(version.id),
    outline: adminPaths.version(version.id),
    name: version.title,
    action: adminPaths.file(version.id, file),
    download: `${adminPaths.file(version.id, file)}?download=1`,
    told: own.slice(0, MOST_TOLD),
    more: Math.max(0, own.length - MOST_TOLD),
    rows: Math.min(40, Math.max(12, text.split('\n').length + 1)),
    isKept: refused.length === 0,
  };
}

/** As many as somebody reads before mending the first of them. */
const MOST_TOLD = 50;
