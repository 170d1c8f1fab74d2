import type { ApiToken } from './api-token.ts';

/** Where a system that may be reached from here hears of its cases. */
export interface Webhook {
  readonly id: string;
  /** The token that the system fetches with: its section and procedures say what it hears of. */
  readonly tokenId: string;
  readonly url: string;
  /** `whsec_…` */
  readonly secret: string;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

/** One thing that happened, told to one webhook. */
export interface WebhookDelivery {
  /** The same for every attempt: who hears of it twice knows that it is the same. */
  readonly id: string;
  readonly webhookId: string;
  readonly applicationId: string;
  /** Number of its entry in the log: `after` of the feed is one less. */
  readonly seq: number;
  /** As in the feed: `received`, `granted`, `payment` … */
  readonly event: string;
  readonly attempts: number;
  /** Null: delivered, or given up. */
  readonly nextAt: Date | null;
  readonly deliveredAt: Date | null;
  /** What went wrong the last time. */
  readonly error: string | null;
}

/** A delivery that is due, with all that it is sent with. */
export interface DueDelivery extends WebhookDelivery {
  readonly webhook: Webhook;
  readonly number: string;
  readonly procedureId: string;
  readonly at: Date;
}

export type NewDelivery = Pick<
  WebhookDelivery,
  'id' | 'webhookId' | 'applicationId' | 'seq' | 'event'
>;

interface WebhookChange {
  /** `staff:<login>` */
  readonly actor: string;
  readonly at: Date;
}

/** Every method is one whole atomic operation; changes by staff write their audit entry with them. */
export interface WebhookStore {
  /**
   * It hears of what comes, not of what was.
   * @returns false when one with that id is there already (a button pressed twice)
   */
  add(
    webhook: Pick<Webhook, 'id' | 'tokenId' | 'url' | 'secret'>,
    change: WebhookChange,
  ): Promise<boolean>;
  /** Newest first; those that have ended too. */
  list(): Promise<readonly Webhook[]>;
  /** What waits for it is given up. @returns false when it is unknown or had ended before */
  end(id: string, change: WebhookChange): Promise<boolean>;
  /** How far the log was followed; undefined as long as there never was a webhook. */
  cursor(): Promise<number | undefined>;
  /** Once, whoever else follows: refused when the cursor is not at `from` any more. */
  enqueue(
    part: { readonly from: number; readonly upTo: number },
    deliveries: readonly NewDelivery[],
    now: Date,
  ): Promise<void>;
  /** Oldest first. */
  due(now: Date, limit: number): Promise<readonly DueDelivery[]>;
  delivered(id: string, at: Date): Promise<void>;
  /** @param nextAt null = given up, which is written down in the log */
  failed(id: string, error: string, nextAt: Date | null, now: Date): Promise<void>;
  /** The latest first. */
  deliveries(webhookId: string, limit: number): Promise<readonly WebhookDelivery[]>;
  /** Tries once more from the beginning. @returns false when there is nothing to send */
  sendAgain(id: string, change: WebhookChange): Promise<boolean>;
  /** Forgets what was delivered, or given up, before that moment. */
  removeSettled(before: Date): Promise<void>;
}

/** Its token still says what it may hear of. */
export function isHearing(
  { endedAt }: Webhook,
  token: ApiToken | undefined,
  now: Date,
): token is ApiToken {
  if (endedAt !== null || token === undefined || token.revokedAt !== null) return false;
  return token.endsAt === null || token.endsAt > now;
}
