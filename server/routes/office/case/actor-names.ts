import type { Services } from '../../../services.ts';

/** Names of those who appear in timelines, notes and logs. */
export interface ActorNames {
  /** 「見本 花子（hanako）」, 住民, システム … */
  ofActor(actor: string): string;
  ofStaff(id: string): string;
}

const OTHERS: Readonly<Record<string, string>> = {
  resident: '住民',
  system: 'システム',
  provider: '決済会社',
};

const STAFF = 'staff:';

export async function actorNames({ stores }: Services): Promise<ActorNames> {
  const staff = await stores.staff.list();
  const byLogin = new Map(staff.map(({ login, name }) => [login, `${name}（${login}）`]));
  const byId = new Map(staff.map(({ id, name }) => [id, name]));
  return {
    ofActor(actor) {
      if (!actor.startsWith(STAFF)) return OTHERS[actor] ?? actor;
      const login = actor.slice(STAFF.length);
      return byLogin.get(login) ?? login;
    },
    ofStaff: (id) => byId.get(id) ?? '（いまはいない職員）',
  };
}
