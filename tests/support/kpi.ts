interface Group {
  readonly started: number;
  readonly received: number;
}

interface OpenData {
  readonly applications: {
    readonly by_procedure: readonly (Group & { procedure: string })[];
    readonly by_language: readonly (Group & { language: string })[];
    readonly total: Group;
  };
}

const NONE: Group = { started: 0, received: 0 };

/** What the town publishes, once the page for people shows the same total. */
export async function published(url: string): Promise<OpenData['applications']> {
  const data = (await (await fetch(`${url}/open-data/indicators.json`)).json()) as OpenData;
  const { total } = data.applications;
  const page = await (await fetch(`${url}/ja/indicators`)).text();
  const shown = /class="amount">([\d,]+)件?<\/dd>/.exec(page)?.[1] ?? '';
  if (Number(shown.replaceAll(',', '')) !== total.received) {
    throw new Error(`the page says ${shown}, the open data ${total.received}`);
  }
  return data.applications;
}

/** Starts and receipts of a procedure, and receipts in a language. */
export async function countsOf(url: string, procedure: string, locale: string) {
  const { by_procedure, by_language } = await published(url);
  const own = by_procedure.find((group) => group.procedure === procedure) ?? NONE;
  const language = by_language.find((group) => group.language === locale) ?? NONE;
  return { started: own.started, received: own.received, shown: language.received };
}
