import type { Services } from '../../services.ts';

/** What a colleague is called; the login of somebody who is not known any more. */
export async function staffName({ stores }: Services, login: string): Promise<string> {
  return (await stores.staff.findByLogin(login))?.name ?? login;
}
