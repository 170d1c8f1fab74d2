/** A list that somebody comes back to: the address of the list behind the question mark. */
export interface SavedView {
  readonly id: string;
  readonly staffId: string;
  readonly name: string;
  /** Filters only: nothing that was searched for, because names don't belong into addresses. */
  readonly query: string;
  readonly createdAt: Date;
}

/** More are no help any more. */
export const MOST_SAVED_VIEWS = 20;

export interface SavedViewStore {
  list(staffId: string): Promise<readonly SavedView[]>;
  /** A view of the same name is replaced. @returns false when there are too many */
  save(view: SavedView): Promise<boolean>;
  remove(id: string, staffId: string): Promise<void>;
}
