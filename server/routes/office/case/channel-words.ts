import type { Application } from '../../../domain/applications/application.ts';
import type { Confirmation } from '../../../domain/counter/confirmation.ts';
import type { ActorNames } from './actor-names.ts';

const CHANNELS = { online: 'オンライン', counter: '窓口', paper: '紙（印刷して持参）' } as const;

/** How the resident said that it is right, when staff had entered it. */
export const CONFIRMATION_WORDS = { tap: '端末で確認', signature: '端末で確認して署名' } as const;

/** Which way it came; at the counter who entered it, and how its resident confirmed that. */
export function channelText(
  { channel }: Application,
  confirmation: Confirmation | undefined,
  names: ActorNames,
): string {
  if (confirmation === undefined) return CHANNELS[channel];
  const { staffLogin, way } = confirmation;
  const staff = names.ofActor(`staff:${staffLogin}`);
  return `${CHANNELS[channel]}（入力：${staff}、本人：${CONFIRMATION_WORDS[way]}）`;
}
