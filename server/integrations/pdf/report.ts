/** A report of figures for people who read it on paper: the council, the mayor. */
export interface Report {
  readonly kind: 'report';
  readonly title: string;
  /** As of which day, of which town. */
  readonly lead: string;
  readonly sections: readonly ReportSection[];
  /** At the foot of every page. */
  readonly foot: string;
}

export interface ReportSection {
  readonly title: string;
  readonly text?: string;
  readonly bars?: readonly ReportBar[];
  readonly table?: ReportTable;
}

export interface ReportBar {
  readonly label: string;
  readonly value: number | null;
  /** As it is read: "1,234件". */
  readonly text: string;
  readonly goal?: number;
}

export interface ReportTable {
  readonly head: readonly string[];
  /** Shares of the width; they add up to 1. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly string[])[];
}
