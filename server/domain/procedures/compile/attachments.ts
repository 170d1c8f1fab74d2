import type { Applicant } from '../case-rules.ts';
import type { Definition } from '../definition-schema.ts';
import type { YamlPath } from '../source-file.ts';
import { applyingAs } from './who.ts';

type AttachmentSource = NonNullable<Definition['attachments']>[string];

/** An attachment as written, or one that only `who.proof` names. */
export interface AttachmentPlan {
  readonly key: string;
  readonly source: AttachmentSource;
  readonly path: YamlPath;
  readonly phase?: string;
  /** CEL: it is asked only of the applicants whose right to act it proves. */
  readonly onlyFor?: string;
}

function applicantsOf({ who }: Definition, key: string): readonly Applicant[] {
  const proof = Object.entries(who?.proof ?? {}) as [Applicant, string][];
  return proof.filter(([, attachment]) => attachment === key).map(([applicant]) => applicant);
}

/** Keys that `proof` names and `attachments` doesn't: their words are phrases. */
export function proofOnly({ who, attachments = {} }: Definition): readonly string[] {
  const named = new Set(Object.values(who?.proof ?? {}));
  return [...named].filter((key) => !Object.hasOwn(attachments, key));
}

/**
 * Proofs of the right to act, what is written, then each phase's. A proof that is not written may
 * follow later: the mandate of a father in hospital is not in anybody's phone.
 */
export function planAttachments(definition: Definition): readonly AttachmentPlan[] {
  const mayApply = definition.who?.may_apply ?? [];
  const proved = (key: string) => {
    const applicants = applicantsOf(definition, key);
    const onlyFor = applicants.length > 0 ? applyingAs(mayApply, applicants) : undefined;
    return onlyFor === undefined ? {} : { onlyFor };
  };
  const proofs = proofOnly(definition).map((key) => {
    const source = { label: `$attachment_${key}`, may_follow: true };
    return { key, source, path: ['who', 'proof'], ...proved(key) };
  });
  const own = Object.entries(definition.attachments ?? {}).map(([key, source]) => {
    return { key, source, path: ['attachments', key], ...proved(key) };
  });
  const later = Object.entries(definition.phases ?? {}).flatMap(([phase, { attachments = {} }]) =>
    Object.entries(attachments).map(([key, source]) => {
      return { key, source, phase, path: ['phases', phase, 'attachments', key] };
    }),
  );
  return [...proofs, ...own, ...later];
}
