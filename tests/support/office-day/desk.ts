import { SAMPLE_PASSPHRASE } from '../../../server/cli/sample-staff.ts';
import { phone } from '../browser.ts';
import { watchDocuments } from '../html-source.ts';
import { go } from '../walk.ts';
import type { Diary } from './diary.ts';
import { ListScreen } from './list-screen.ts';

interface ReturnedItem {
  /** `fields.employer` */
  readonly item: string;
  readonly reason: string;
}

/** A desk in the town hall with somebody signed in. */
export class Desk extends ListScreen {
  static async open(url: string, login: string, diary: Diary, javaScript = false): Promise<Desk> {
    const page = await (await phone({ width: 1280, height: 900, javaScript, scale: 1 })).newPage();
    watchDocuments(page);
    diary.watch(page, login);
    const desk = new Desk(page, login, url, diary);
    await page.goto(`${url}/office`);
    await page.fill('input[name="login"]', login);
    await page.fill('input[type="password"]', SAMPLE_PASSPHRASE);
    await go(page, page.locator('main button[type="submit"]').first());
    desk.did('staff.signed_in');
    return desk;
  }

  /** Presses what can be done with the case that lies open. */
  async #act(name: string): Promise<void> {
    const panel = this.page.locator('section[aria-labelledby="actions"]');
    const button = panel.getByRole('button', { name, exact: true });
    await go(this.page, button.or(panel.getByRole('link', { name, exact: true })));
  }

  /** Whether that step is offered for the case that lies open. */
  async offers(name: string): Promise<boolean> {
    const panel = this.page.locator('section[aria-labelledby="actions"]');
    const button = panel.getByRole('button', { name, exact: true });
    return (await button.or(panel.getByRole('link', { name, exact: true })).count()) > 0;
  }

  documents(): Promise<string> {
    return this.page.locator('section[aria-labelledby="documents"]').innerText();
  }

  async takeUp(number: string): Promise<void> {
    await this.open(number);
    await this.#act('内容の確認を始める');
    this.did('application.taken_up');
    this.did('case.assigned');
  }

  /** Goes as far as the page that shows what the resident will read, and says what stands there. */
  async #prepare(text: string): Promise<string> {
    if (text !== '') await this.page.fill('textarea[name="text"]', text);
    await this.press('住民が読む文を確かめる');
    await this.look('preview', text === '' ? [] : [text]);
    return this.page.locator('section[aria-labelledby="preview"]').innerText();
  }

  /** Takes a step that is decided with a text. @returns what the preview said */
  async decide(step: string, action: string, text = ''): Promise<string> {
    await this.#act(step);
    await this.look('form');
    const preview = await this.#prepare(text);
    await this.press(step);
    this.did(`application.${action}`);
    return preview;
  }

  /** Sends the case back that lies open. @returns what the preview said */
  async sendBack(items: readonly ReturnedItem[], text = ''): Promise<string> {
    await this.#act('差し戻す');
    for (const { item, reason } of items) {
      await this.page.check(`input[name="item"][value="${item}"]`);
      await this.page.selectOption(`select[name="reason.${item}"]`, reason);
    }
    const preview = await this.#prepare(text);
    await this.press('差し戻す');
    this.did('application.returned');
    return preview;
  }

  async receivePaper(key: string): Promise<void> {
    await this.#act('紙で届いた書類を記録する');
    await this.page.check(`input[name="attachment"][value="${key}"]`);
    await this.look('form paper');
    await this.press('紙で届いた書類を記録する');
    this.did('application.paper_received');
  }

  /** Writes down how it was made sure who applied. */
  async identify(how: 'counter' | 'phone' | 'documents'): Promise<void> {
    await this.#act('本人確認を記録する');
    await this.page.check(`input[name="how"][value="${how}"]`);
    await this.look('form identity');
    await this.press('本人確認を記録する');
    this.did('application.identity_checked');
  }

  /** @param lines label and yen @returns what the preview said */
  async fixFee(lines: readonly (readonly [string, number])[]): Promise<string> {
    await this.#act('手数料を決める');
    for (const [index, [label, yen]] of lines.entries()) {
      await this.page.fill(`input[name="label_${index + 1}"]`, label);
      await this.page.fill(`input[name="yen_${index + 1}"]`, String(yen));
    }
    await this.look('form fee');
    const preview = await this.#prepare('');
    await this.press('手数料を決める');
    this.did('application.fee_fixed');
    return preview;
  }
}
