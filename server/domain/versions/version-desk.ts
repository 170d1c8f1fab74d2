import type { Clock } from '../../lib/clock.ts';
import type { DefinitionSources } from '../procedures/procedure.ts';
import type { GateFinding } from '../publish-gate/gate-finding.ts';
import type { Version, VersionHead } from './version.ts';
import type { VersionAudit, VersionStep, VersionStore } from './version-store.ts';
import { transitionOf, type VersionAction } from './version-transitions.ts';

/** What steps of a version lean on. */
export interface VersionDesk {
  readonly versions: VersionStore;
  readonly clock: Clock;
  /** The publish gate: errors keep a version from being approved and published. */
  gate(version: Version): Promise<readonly GateFinding[]>;
  /** As it would be published: what applications are pinned to, and what it is made of. */
  compile(
    version: Version,
  ): { readonly hash: string; readonly sources: DefinitionSources } | undefined;
}

/** How a step ended. Whoever is refused is told why; nothing was written then. */
export type StepOutcome =
  | { readonly kind: 'done' }
  /** It is in another state by now, or was changed since it was looked at. */
  | { readonly kind: 'too_late' }
  | { readonly kind: 'reason_missing' }
  /** Whoever has edited it does not approve it. */
  | { readonly kind: 'own_work' }
  | { readonly kind: 'moment_not_ahead' }
  | { readonly kind: 'gate'; readonly errors: readonly GateFinding[] };

export const DONE: StepOutcome = { kind: 'done' };
export const TOO_LATE: StepOutcome = { kind: 'too_late' };

/** `staff:<login>` or `system`. */
export type Actor = string;

/** What the log says about a version, whatever was done with it. */
export function versionAudit(
  head: Pick<VersionHead, 'id' | 'procedureId' | 'number'>,
  { action, actor, at }: { readonly action: string; readonly actor: Actor; readonly at: Date },
  detail: Readonly<Record<string, string>> = {},
): VersionAudit {
  const number = String(head.number);
  const about = { version: head.id, number, ...detail };
  return { at, actor, action: `version.${action}`, subject: head.procedureId, detail: about };
}

interface StepBy {
  readonly actor: Actor;
  readonly at: Date;
  readonly detail?: Readonly<Record<string, string>>;
}

/**
 * The step with its event and its audit entry; undefined where the table has no such edge.
 * A `note` in its detail is the version's own from then on.
 */
export function stepOf(
  head: VersionHead,
  action: VersionAction,
  { actor, at, detail = {} }: StepBy,
): VersionStep | undefined {
  const edge = transitionOf(head.state, action);
  if (edge === undefined) return undefined;
  const { from, to, event: type } = edge;
  // What colleagues write to each other stays with the version.
  const { reason: _told, note, ...logged } = detail;
  const audit = versionAudit(head, { action: type, actor, at }, logged);
  const event = { type, at, actor, detail };
  const said = note === undefined ? {} : { note };
  return { id: head.id, from, to, revision: head.revision, event, audit, ...said };
}

export const errorsOf = (findings: readonly GateFinding[]): readonly GateFinding[] =>
  findings.filter(({ level }) => level === 'error');
