import type { Services } from '../../services.ts';

/** Another way in than login and passphrase. */
export interface SignInWay {
  /** Its first page; `?to=` is added. */
  readonly path: string;
  /** 「パスキーで入る」, 「シングルサインオン」 */
  readonly label: string;
  readonly text?: string;
}

/** What the sign-in page offers below the form. */
export function signInWays(_services: Services): readonly SignInWay[] {
  return [];
}
