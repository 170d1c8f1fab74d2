import { DomainError } from '../../domain/errors.ts';

/**
 * An answer that says nothing wrong may still be none: the package takes any 2xx, and a failure
 * without a word of why, for the object that was asked for.
 * @throws DomainError `provider_unavailable`
 */
export function assertAnswer<T extends { readonly object: string; readonly id: string }>(
  value: unknown,
  object: T['object'],
): asserts value is T {
  const { object: given, id } = (value ?? {}) as Partial<Record<'object' | 'id', unknown>>;
  if (given !== object || typeof id !== 'string') throw new DomainError('provider_unavailable');
}

/** What went wrong, without what was sent. */
function codeOf(error: unknown): string {
  const { code, type } = error as { code?: unknown; type?: unknown };
  return String(code ?? type ?? 'no_answer');
}

/** Whatever the package throws, as the one error that callers know; with the company's own code. */
export function unavailable(error: unknown): DomainError {
  return error instanceof DomainError
    ? error
    : new DomainError('provider_unavailable', { cause: codeOf(error) });
}

/** The id of what stands there whole or by its id. */
export function idOf(value: string | { readonly id: string } | null | undefined): string | null {
  return typeof value === 'string' ? value : (value?.id ?? null);
}
