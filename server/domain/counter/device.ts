/** tablet: staff work on it. display: the resident's second screen. reader: an ID card reader's program. */
export type DeviceKind = 'tablet' | 'display' | 'reader';

export interface CounterDevice {
  readonly id: string;
  readonly kind: DeviceKind;
  /** As people call it: 「窓口3番」. */
  readonly name: string;
  /** Key of municipality.yaml's sections. */
  readonly section: string;
  /** Of a display or reader: the tablet that it belongs to. */
  readonly tabletId: string | null;
  readonly pairedBy: string;
  readonly pairedAt: Date;
  /** From then on it is a stranger. */
  readonly unpairedAt: Date | null;
}

/** Every method is one whole atomic operation, with its entry in the log. */
export interface DeviceStore {
  /** @param device with SHA-256 of its secret */
  pair(device: CounterDevice & { readonly tokenHash: string }): Promise<void>;
  /** Paired and not unpaired. */
  findByToken(tokenHash: string): Promise<CounterDevice | undefined>;
  find(id: string): Promise<CounterDevice | undefined>;
  /** All that were ever paired, the newest first. */
  list(): Promise<readonly CounterDevice[]>;
  /** When the latest sitting of each tablet was touched last. */
  lastSittings(): Promise<ReadonlyMap<string, Date>>;
  /** Logins of who had a sitting on that tablet since. */
  workedOn(id: string, since: Date): Promise<readonly string[]>;
  /** With everything that belongs to it; the open sitting of a tablet is closed and wiped. */
  unpair(change: { id: string; actor: string; at: Date }): Promise<void>;
}
