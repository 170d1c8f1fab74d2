import { go } from '../walk.ts';
import { Screen } from './screen.ts';

/** One line of the list of cases, as it is read. */
interface ListedCase {
  readonly number: string;
  readonly text: string;
}

/** The lists of cases. */
export class ListScreen extends Screen {
  /** How many cases each of the lists has, by its name. */
  async counts(): Promise<Readonly<Record<string, number>>> {
    await this.to('/office/cases');
    const tabs = await this.page.locator('.inbox-tabs a').allInnerTexts();
    return Object.fromEntries(
      tabs.map((tab) => {
        const [, name = tab, count = '0'] = /^(\D+?)\s*(\d[\d,]*)/.exec(tab) ?? [];
        return [name.trim(), Number(count.replaceAll(',', ''))];
      }),
    );
  }

  /** What stands in one of the lists (`open`, `new`, `closed` …), of one procedure. */
  async list(queue: string, procedure: string): Promise<readonly ListedCase[]> {
    await this.to(`/office/cases?queue=${queue}&procedure=${procedure}`);
    const rows = await this.page.locator('#rows tr').all();
    return Promise.all(
      rows.map(async (row) => ({
        number: (await row.locator('.inbox-number').innerText()).trim(),
        text: await row.innerText(),
      })),
    );
  }

  /** Opens a case from the list that lies on the desk, or looks for its number. */
  async open(number: string): Promise<void> {
    const link = this.page
      .locator('.inbox-number')
      .getByRole('link', { name: number, exact: true });
    if ((await link.count()) > 0) return go(this.page, link);
    if ((await this.page.locator('main form[role="search"]').count()) === 0) {
      await this.to('/office/cases?queue=payment'); // a short one
    }
    return this.search(number);
  }

  async search(words: string): Promise<void> {
    await this.page.fill('main form[role="search"] input[type="search"]', words);
    await go(this.page, this.page.locator('main form[role="search"] button'));
  }

  /** Ticks these in the list that lies on the desk, and presses a button for all of them. */
  async tick(numbers: readonly string[], button: string): Promise<void> {
    for (const number of numbers) await this.page.getByLabel(`${number}を選ぶ`).check();
    await this.press(button);
  }
}
