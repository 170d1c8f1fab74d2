import type { KeyOutcome } from '../../../domain/settings/key-outcome.ts';

/** Why a step of a key's change was not taken, and what to do. */
export const KEY_REFUSALS: Readonly<Record<Exclude<KeyOutcome['kind'], 'done'>, string>> = {
  too_late:
    'この変更は、ほかの人が先に進めたか、今の鍵がもう変わっています。下のいまの状態を見て、もう一度選んでください。',
  waits_already:
    'この課には、確認を待っている鍵が、もうあります。先に、それを確認するか、戻すか、取りやめてください。',
  same_key: '今の鍵と同じです。新しく作った鍵の公開鍵を入力してください。',
  reason_missing: '戻す理由を書いてください。例：電話で読み合わせた照合番号が違いました。',
  own_work: '自分が頼んだ鍵は、自分では確認できません。ほかの人に頼んでください。',
  troubles: 'この鍵にすると、町の設定が使えなくなります。戻して、鍵を作り直してください。',
};

/** What was done just now, by the word in the address. */
export const KEY_SAID: Readonly<Record<string, string>> = {
  asked: '確認を頼みました。ほかの人が確認するまで、今の鍵のままです。',
  confirm: '新しい鍵になりました。これから送られるものは、この鍵で封をします。',
  return: '今の鍵のままにしました。',
};
