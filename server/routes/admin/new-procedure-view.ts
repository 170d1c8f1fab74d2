import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../domain/procedures/procedure.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import type { PageModel } from '../../http/page-context.ts';
import { plainText } from '../../lib/html.ts';
import type { Services } from '../../services.ts';

export interface TypedStart {
  readonly from: string;
  readonly shipped: string;
  readonly id: string;
  readonly title: string;
  readonly section: string;
}

export interface StartProblems {
  /** Field → what to do. */
  readonly errors: Readonly<Partial<Record<keyof TypedStart | 'file', string>>>;
  readonly findings?: readonly Finding[];
}

/** Procedures whose files came with the program: what one can begin from. */
export function shippedIds({ library, config }: Services): readonly string[] {
  return [...library.procedures.keys()].filter((id) =>
    existsSync(join(config.proceduresDir, id, 'definition.yaml')),
  );
}

const LABELS: Readonly<Record<string, string>> = {
  shipped: '元にする手続き',
  id: 'アドレスの名前',
  title: '手続きの名前',
  section: '担当の課',
  file: 'ファイル',
};

/** View: `admin/new-procedure`. */
export function newProcedureView(
  services: Services,
  typed: TypedStart,
  { errors, findings = [] }: StartProblems = { errors: {} },
): PageModel {
  const { library } = services;
  const sections = Object.entries(library.municipality.sections);
  const told = Object.entries(errors).map(([field, text]) => ({
    href: `#${typed.from}-${field}`,
    text: `${LABELS[field] ?? ''}：${text}`,
  }));
  return {
    title: '新しい手続きを作る',
    styles: ['admin-files.css'],
    hasErrors: told.length + findings.length > 0,
    errorSummary: { errors: told },
    errors,
    findings,
    typed,
    action: adminPaths.newProcedure(),
    back: adminPaths.procedures(),
    shipped: shippedIds(services)
      .map((id) => ({
        value: id,
        text: plainText(library.procedures.get(id)?.text('ja', 'title') ?? id),
      }))
      .sort((a, b) => a.text.localeCompare(b.text, 'ja')),
    sections: sections.map(([value, { name }]) => ({
      value,
      text: plainText(name['ja'] ?? value),
    })),
  };
}
