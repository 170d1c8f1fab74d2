import type { FieldError, RawInput } from '../../domain/fields/answers.ts';
import type { Page } from '../../domain/procedures/procedure.ts';
import { questionOf } from '../../domain/understanding/question-of.ts';
import { withoutTechnical } from './form-inputs.ts';

/**
 * Questions over which the page came back the last time. The form carries them itself, so that who
 * gave up over a question can be counted without keeping anybody's errors here.
 */
export function refusedBefore(raw: RawInput, page: Page): string[] {
  const said = raw['again'];
  if (typeof said !== 'string') return [];
  const ids = new Set(said.split(' '));
  return page.fields.map(({ id }) => id).filter((id) => ids.has(id));
}

/** As the page says it that is shown now; undefined: over none. */
export function againText(form: {
  readonly page: Page;
  readonly raw?: RawInput;
  readonly errors?: readonly FieldError[];
}): string | undefined {
  const ids = form.errors
    ? [...new Set(form.errors.map(({ field }) => questionOf(field)))]
    : refusedBefore(form.raw ?? {}, form.page);
  return ids.length === 0 ? undefined : ids.join(' ');
}

/**
 * What was typed, to be kept until the page is opened again, and over which questions it had come
 * back: whoever leaves and comes back has not given up over them.
 */
export function keptInput(form: { readonly page: Page; readonly raw: RawInput }): RawInput {
  const again = againText(form);
  return { ...withoutTechnical(form.raw), ...(again && { again }) };
}
