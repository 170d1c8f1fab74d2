/** How a procedure is done elsewhere than here; what is done here is counted live. */
export const VOLUME_CHANNELS = ['counter', 'post', 'online', 'other'] as const;
export type VolumeChannel = (typeof VOLUME_CHANNELS)[number];

/** 国の一覧: how many procedures each of them has. */
export const NATIONAL_LISTS = { 59: 59, 31: 31, 26: 26 } as const;
export type NationalList = keyof typeof NATIONAL_LISTS;

/** A code of a national list: `59-12` is the twelfth of the 59. */
export function isListCode(text: string): boolean {
  const [list, number, ...rest] = text.split('-');
  const size = NATIONAL_LISTS[Number(list) as NationalList];
  const isNumber = /^[1-9]\d?$/.test(number ?? '') && Number(number) <= (size ?? 0);
  return size !== undefined && isNumber && rest.length === 0;
}

/** 棚卸し: one procedure of the town, online or not. */
interface InventoryProcedure {
  readonly id: string;
  /** The town's own number. */
  readonly code: string;
  readonly name: string;
  /** Key of municipality.yaml's sections, or a name where the section has none here. */
  readonly section: string;
  readonly legalBasis: string;
  /** Codes of national lists. */
  readonly lists: readonly string[];
  /** Ids of the procedures here that it is done with. */
  readonly procedureIds: readonly string[];
  /** The site or system in which it can be done online; '' = none. */
  readonly onlineElsewhere: string;
  /** Why it is not online yet; '' = it is, or nobody has said. */
  readonly notOnlineReason: string;
}

/** What came in a fiscal year on a way that is not counted here. */
export interface InventoryVolume {
  readonly fiscalYear: number;
  readonly channel: VolumeChannel;
  readonly count: number;
}

/** With what was typed in of its volumes. */
export interface InventoryEntry extends InventoryProcedure {
  readonly volumes: readonly InventoryVolume[];
}
