/** How far a provider's lists have been read; one cursor for each list. */
export interface ProviderCursorStore {
  find(provider: string, stream: string): Promise<string | undefined>;
  /** @param at when it was read so far */
  move(provider: string, stream: string, cursor: string, at: Date): Promise<void>;
}
