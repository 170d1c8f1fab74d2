export class LineDown extends Error {}

export interface HeldForm<Answer> {
  readonly isHolding: boolean;
  send(address: string, fields: URLSearchParams): Promise<Answer | undefined>;
  wipe(): void;
}

export function createHeldForm<Answer>(options: {
  post(address: string, body: string): Promise<Answer>;
  pause(): Promise<void>;
  newId(): string;
  onState(state: 'idle' | 'sending' | 'waiting'): void;
  crypto?: typeof globalThis.crypto;
}): HeldForm<Answer>;
