/** What the sign-in pages say when something is in the way, and what to do then. */
export const SIGN_IN_MESSAGES = {
  refused:
    'ログイン名とパスフレーズを確かめて、もう一度入力してください。続けて間違えると、正しくてもしばらくサインインできません（5回で1分、その後は長くなり、いちばん長くて15分）。',
  empty: 'ログイン名とパスフレーズを入力してください。例：kodomo-tanto',
  expired: 'ページを開いてから時間がたちました。もう一度入力してください。',
  code: '確認コードが違います。アプリに今出ている6けたの数字を入力してください。一度使ったコードは使えません。次のコードが出るまで待ってください。',
  ended: '終了しました。',
  unsent:
    'しばらく操作がなかったため、サインインの時間が切れていました。送った内容は届いていません。サインインして、もう一度入力してください。',
  passkey:
    'このパスキーでは入れません。ほかのパスキーを選ぶか、ログイン名とパスフレーズで入ってください。',
  passkey_expired:
    'ボタンを押してから時間がたちました。もう一度「パスキーで入る」を押してください。',
  passkey_copied:
    'このパスキーは、コピーされたおそれがあるため使えません。ほかの入り方で入り、このパスキーを外してください。システム管理者にも伝えてください。',
  sso_unavailable:
    'シングルサインオンのサーバーにつながりません。しばらく待ってもう一度試すか、ログイン名とパスフレーズで入ってください。続くときは、システム管理者に伝えてください。',
  sso_wrong:
    'シングルサインオンのサーバーの答えを確かめられませんでした。もう一度「シングルサインオンで入る」を押してください。続くときは、システム管理者に伝えてください。',
  sso_declined:
    'シングルサインオンは、途中で終わりました。もう一度試すか、ログイン名とパスフレーズで入ってください。',
  sso_expired:
    'シングルサインオンに時間がかかり、とちゅうで切れました。もう一度「シングルサインオンで入る」を押してください。',
  sso_unlinked:
    'このシングルサインオンのアカウントは、まだどの職員とも結び付いていません。ログイン名とパスフレーズで入り、「自分のアカウント」で結び付けてください。',
  sso_left:
    'この職員は、退職・異動の手続きが済んでいるため入れません。違うときは、システム管理者に伝えてください。',
} as const;

export type SignInMessage = keyof typeof SIGN_IN_MESSAGES;

/** A message whose name stands in the address; undefined for anything else. */
export function messageNamed(prefix: 'sso', name: string | undefined): SignInMessage | undefined {
  const key = `${prefix}_${name}`;
  return Object.hasOwn(SIGN_IN_MESSAGES, key) ? (key as SignInMessage) : undefined;
}
