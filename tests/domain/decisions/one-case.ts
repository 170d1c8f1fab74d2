import type {
  Application,
  ApplicationEvent,
  ApplicationStatus,
} from '../../../server/domain/applications/application.ts';
import { nextStatus } from '../../../server/domain/applications/status-table.ts';
import type { CaseStep } from '../../../server/domain/cases/case.ts';
import type { Absence } from '../../../server/domain/decisions/absence.ts';
import {
  type DecisionRound,
  isOvertaken,
  type RoundState,
} from '../../../server/domain/decisions/decision-round.ts';
import type {
  DecisionScene,
  DecisionStore,
} from '../../../server/domain/decisions/decision-store.ts';
import type { DeskPerson } from '../../../server/domain/decisions/desk.ts';
import { positionsOf } from '../../../server/domain/procedures/positions.ts';
import type { Procedure } from '../../../server/domain/procedures/procedure.ts';
import type { StaffRole } from '../../../server/domain/staff/roles.ts';

export const POSITIONS = positionsOf({});

/** 「chief:chie」 → somebody of the section care. */
export function person(text: string): DeskPerson {
  const [role = '', login = ''] = text.split(':');
  const roles: Readonly<Record<string, StaffRole>> = {
    worker: 'case_worker',
    chief: 'section_chief',
    manager: 'section_manager',
  };
  const section = text.endsWith('@other') ? 'child' : 'care';
  const id = login.replace('@other', '');
  return { staffId: id, login: id, name: id, section, role: roles[role] ?? 'case_worker' };
}

export function away(staffId: string, deputyId: string | null, from: string, to = from): Absence {
  return { id: `${staffId}-${from}`, staffId, deputyId, from, to };
}

export function procedureOf(change: Partial<Procedure['review']> = {}): Procedure {
  return {
    section: 'care',
    identity: 'L3',
    phases: [],
    fee: { when: 'none', lines: [], exemptProof: [] },
    review: {
      approval: false,
      outcomes: ['granted', 'refused'],
      appeal: true,
      appealFirst: false,
      route: ['chief', 'manager'],
      ...change,
    },
  } as unknown as Procedure;
}

/** A case in review with its rounds, as a store keeps them, and a desk that tests change. */
export function oneCase() {
  const people: DeskPerson[] = [];
  const absences: Absence[] = [];
  const events: ApplicationEvent[] = [];
  const rounds: DecisionRound[] = [];
  const taken: CaseStep[] = [];
  const at = { now: new Date('2026-11-24T10:00:00+09:00') };
  let status: ApplicationStatus = 'received';

  function happens(type: ApplicationEvent['type'], actor: ApplicationEvent['actor'] = 'resident') {
    status = nextStatus(status, type);
    events.push({ seq: events.length + 1, type, at: at.now, actor, detail: {} });
  }
  const since = ({ seq }: DecisionRound) => events.filter((e) => e.seq > seq).map((e) => e.type);
  const seen = () => rounds.map((round) => ({ ...round, since: since(round) }));
  const scene = (): DecisionScene => ({
    snapshot: {
      application: { status } as Application,
      events,
      lastSeq: events.length,
      charge: undefined,
    },
    rounds: seen(),
    desk: { day: at.now.toISOString().slice(0, 10), people, absences },
  });
  function close(number: number, state: RoundState) {
    const place = rounds.findIndex(({ round }) => round === number);
    rounds[place] = { ...(rounds[place] as DecisionRound), state };
  }

  const decisions: DecisionStore = {
    async draft({ staffId, now, decide }) {
      const draft = decide(scene());
      for (const { round } of seen().filter(isOvertaken)) close(round, 'overtaken');
      const round = rounds.length + 1;
      const begun = { applicationId: 'case', round, staffId, at: now, signatures: [], since: [] };
      rounds.push({ ...begun, ...draft, state: 'open' });
    },
    async change({ decide }) {
      const change = decide(scene());
      if (!change) return;
      const place = rounds.findIndex(({ round }) => round === change.round);
      const before = rounds[place] as DecisionRound;
      const signatures = [...before.signatures, ...(change.signatures ?? [])];
      rounds[place] = { ...before, signatures };
      if (change.state) close(change.round, change.state);
      if (change.step) {
        taken.push(change.step);
        happens(change.step.event.type, change.step.event.actor);
      }
    },
    rounds: async () => seen(),
    open: async () => seen().filter(({ state }) => state === 'open'),
    returnedTo: async () => [],
    inPlaceOf: async () => [],
    desk: async () => scene().desk,
  };
  happens('taken_up', 'staff:wanda');
  return {
    stores: { decisions },
    at,
    clock: { now: () => at.now },
    people,
    absences,
    events,
    rounds,
    taken,
    happens,
    scene,
  };
}

export type OneCase = ReturnType<typeof oneCase>;
