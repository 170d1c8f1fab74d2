const LOGIN = /^[a-z][a-z0-9]*([._-][a-z0-9]+)*$/;
const SHORTEST = 3;
const LONGEST = 40;

/** What is typed to sign in, in the one form in which it is stored. */
export function normaliseLogin(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}

export function isLogin(login: string): boolean {
  return login.length >= SHORTEST && login.length <= LONGEST && LOGIN.test(login);
}
