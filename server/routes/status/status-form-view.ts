import type { FieldError, RawInput } from '../../domain/fields/answers.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import { one } from '../apply/field-view.ts';

export interface StatusFormArgs {
  readonly words: Words;
  readonly raw: RawInput;
  /** Codes: number_required, code_required, not_found. */
  readonly errors: readonly FieldError[];
  readonly csrf: string;
  readonly paths: Paths;
  /** What was typed in a form of this case is kept: `status:form_kept` says so. */
  readonly notice?: 'kept';
}

/** Number and code lead to the status page. View: `status/form`. */
export function statusFormView(args: StatusFormArgs): PageModel {
  const { words, raw, errors, csrf, paths, notice } = args;
  const texts = errors.map((error) => ({
    input: error.input,
    href: `#${error.input}`,
    text: words.t(`status:error.${error.code}`),
  }));
  const input = (name: string) => ({
    value: one(raw, name),
    error: texts.find((error) => error.input === name)?.text,
  });
  return {
    title: words.plain('status:form_title'),
    hasErrors: errors.length > 0,
    styles: ['form.css'],
    notice: notice && { tone: 'warning', text: words.t(`status:form_${notice}`), role: 'status' },
    errorSummary: { errors: texts },
    number: input('number'),
    // The second secret is typed anew each time: it is not put back into the page.
    code: { ...input('code'), value: '' },
    action: paths.status(words.locale),
    resumeHref: paths.resume(words.locale),
    csrf,
  };
}
