import { officePaths } from '../../http/office-paths.ts';
import type { Services } from '../../services.ts';

/** Another way in than login and passphrase. */
interface SignInWay {
  /** Its first page; `?to=` is added. */
  readonly path: string;
  readonly label: string;
  readonly text?: string;
}

/** What the sign-in page offers below the form; the button for passkeys is a form of its own. */
export function signInWays({ identityProvider }: Services): readonly SignInWay[] {
  if (identityProvider === null) return [];
  return [
    {
      path: officePaths.singleSignOn(),
      label: 'シングルサインオンで入る',
      text: '役所の共通のサインインと結び付けた人だけ使えます。',
    },
  ];
}
