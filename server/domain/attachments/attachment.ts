/** What a file is by its content, after it has been made safe to keep and to show. */
export type AttachmentType = 'image/jpeg' | 'image/png' | 'application/pdf';

/** A file that a resident has handed in. The content lies sealed outside of the database. */
export interface Attachment {
  readonly id: string;
  /** The draft that it was added to; it goes on with the application, which has the same id or names it. */
  readonly ownerId: string;
  /** Key of the definition's `attachments`. */
  readonly key: string;
  /** As the resident's device called it, shortened; sealed in storage. */
  readonly name: string;
  readonly type: AttachmentType;
  /** Bytes that are kept (of the plain content). */
  readonly bytes: number;
  /** SHA-256 of the plain content that is kept, hex. */
  readonly sha256: string;
  /** When the camera says that the photo was taken ("YYYY-MM-DDTHH:mm:ss", the camera's own clock); null = it does not say. */
  readonly takenAt: string | null;
  readonly receivedAt: Date;
}

/** Why a file can't be taken; key of locales/<lang>/errors.json. */
export type FileProblem =
  | 'file_missing'
  | 'file_empty'
  | 'file_too_large'
  | 'file_type_unknown'
  | 'file_type_not_accepted'
  | 'file_unreadable'
  | 'file_too_many_pixels'
  | 'file_has_password'
  | 'file_too_many'
  | 'file_no_room'
  | 'file_too_much_today';

/** A file on disk, sealed, not yet written down in the database. */
interface PreparedFile {
  readonly id: string;
  readonly type: AttachmentType;
  readonly bytes: number;
  readonly sha256: string;
  readonly takenAt: string | null;
}

export type Preparation = { readonly file: PreparedFile } | { readonly problem: FileProblem };

/** Where the contents lie. Everything here may be slow: never call it inside a write. */
export interface AttachmentFiles {
  /**
   * Takes one upload: spooled (encrypted with a key that only this process knows), looked at, made
   * safe (images are decoded and written anew without their metadata; HEIC becomes JPEG), sealed,
   * fsynced and only then renamed to its place. A cut upload or a problem leaves nothing behind.
   * @param recipient public key (`age1…`): nobody here can open it then, not even the portal
   */
  receive(
    content: AsyncIterable<Uint8Array>,
    accept: 'photo' | 'document' | 'any',
    recipient?: string,
  ): Promise<Preparation>;
  /** The plain content. @throws when the file is gone, was changed, or is sealed for a recipient */
  open(id: string): Promise<Buffer>;
  /** The age file of what was sealed for a recipient. @throws when it is gone or no such file */
  openSealed(id: string): Promise<Buffer>;
  remove(id: string): Promise<void>;
  /** Ids of files older than that moment, for the sweep of what no row names. */
  olderThan(moment: Date): Promise<readonly string[]>;
  close(): Promise<void>;
}

/**
 * What became of a file: `same` = the owner has it already (a button pressed twice), `full` = no
 * more files under that key, `no_room` = no more bytes for the owner, `gone` = the draft was sent or is over. Only `added` wrote a row.
 */
export type AddOutcome = 'added' | 'same' | 'full' | 'no_room' | 'gone';

/** How much an owner may have. */
export interface Room {
  /** Files under one key. */
  readonly maxFiles: number;
  /** Bytes of all its files together. */
  readonly maxBytes: number;
}

/** Every method is one whole atomic operation. */
export interface AttachmentStore {
  /** Writes files of one draft down, together, each with its outcome; the draft lives until then. */
  add(change: {
    attachments: readonly Attachment[];
    room: Room;
    keepUntil: Date;
  }): Promise<readonly AddOutcome[]>;
  /** In the order in which they came. */
  listFor(ownerId: string): Promise<readonly Attachment[]>;
  find(id: string): Promise<Attachment | undefined>;
  /**
   * Takes it out of a draft's list; false when it was not there, or the draft has been sent: what
   * was handed in stays. The file is removed afterwards.
   */
  remove(id: string, ownerId: string): Promise<boolean>;
  /** Forgets what belongs to no draft and no application any more. */
  removeOwnerless(): Promise<number>;
  /** Those of the ids that no row names. */
  unknown(ids: readonly string[]): Promise<readonly string[]>;
}
