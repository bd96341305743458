import { type Locator, type Page, expect } from '@playwright/test'
import * as account from '@pasar/web/messages/id/account.ts'
import * as common from '@pasar/web/messages/id/common.ts'
import * as prices from '@pasar/web/messages/id/prices.ts'
import * as stall from '@pasar/web/messages/id/stall.ts'
import type { Phone } from './phone.ts'

/** No PIN that everybody tries first: those are refused. */
export const PIN = '482915'

/** Types a code from the office and a PIN, and taps "Masuk". */
export async function typeCode(page: Page, typed: { code: string; pin?: string }): Promise<void> {
  await page.getByLabel(account.codeLabel()).fill(typed.code)
  await typeNewPin(page, typed.pin ?? PIN)
  await page.getByRole('button', { name: account.enterNow(), exact: true }).click()
}

/** Types a new PIN twice. */
export async function typeNewPin(page: Page, pin: string): Promise<void> {
  await page.getByLabel(account.pinOnce()).fill(pin)
  await page.getByLabel(account.pinTwice()).fill(pin)
}

const press = (pad: Locator, digit: string): Promise<void> =>
  pad.getByRole('button', { name: digit, exact: true }).click()

/** What a vendor does on her phone, by the words that she reads. */
export class Vendor {
  readonly phone: Phone

  constructor(phone: Phone) {
    this.phone = phone
  }

  get page(): Page {
    return this.phone.page
  }

  /** Redeems the code of the office; she lands at her desk. */
  async redeem(code: string): Promise<void> {
    await this.phone.goTo('/masuk')
    await typeCode(this.page, { code })
    await expect(this.page.getByRole('heading', { name: stall.deskTitle() })).toBeVisible()
  }

  /** The keypad of the locked screen. */
  get lock(): Locator {
    return this.page.getByRole('group', { name: account.pinTitle() })
  }

  async typePin(pin: string): Promise<void> {
    for (const digit of pin) await press(this.lock, digit)
  }

  /** Opens the app that her PIN locks. */
  async unlock(): Promise<void> {
    await this.typePin(PIN)
    await expect(this.lock).toBeHidden()
  }

  /** Moves by the tabs at the bottom: no page is loaded anew. */
  async tab(name: string): Promise<void> {
    const menu = this.page.getByRole('navigation', { name: common.mainMenu() })
    await menu.getByRole('link', { name }).click()
  }

  price(good: string, unit: string): Locator {
    return this.page.getByRole('textbox', { name: prices.priceOf(good, unit), exact: true })
  }

  /** The name, unit and availability of a good of the list. */
  offer(good: string): Locator {
    return this.page.getByRole('button', { name: prices.moreAbout(good), exact: true })
  }

  /** All that stands about one good: its price, how old, whether it is there. */
  row(good: string): Locator {
    return this.page.getByRole('group', { name: good, exact: true })
  }

  /** All prices on the screen, by the label of their field. */
  async allPrices(): Promise<ReadonlyMap<string, string>> {
    const fields = await this.page.getByRole('textbox', { name: /^Harga .* per / }).all()
    const read = new Map<string, string>()
    for (const field of fields) {
      read.set((await field.getAttribute('aria-label')) ?? '', await field.inputValue())
    }
    return read
  }

  /** Types one price and saves it. */
  async setPrice(good: { name: string; unit: string }, price: string): Promise<void> {
    await this.price(good.name, good.unit).fill(price)
    await this.savePrices(1)
  }

  /** The earlier prices of a good, newest first, as its sheet lists them. */
  async priceHistory(good: string): Promise<readonly string[]> {
    await this.offer(good).click()
    const sheet = this.page.getByRole('dialog')
    await expect(sheet.getByRole('heading', { name: prices.priceHistory() })).toBeVisible()
    const read = await sheet.locator('li .number').allInnerTexts()
    await sheet.getByRole('button', { name: common.closeSheet() }).click()
    return read
  }

  async savePrices(count: number): Promise<void> {
    await this.page.getByRole('button', { name: prices.savePrices(count) }).click()
    await expect(this.page.getByText(prices.savedPrices(count))).toBeVisible()
  }

  async setAvailability(good: string, availability: 'Ada' | 'Sisa sedikit' | 'Habis') {
    await this.offer(good).click()
    const sheet = this.page.getByRole('dialog')
    await sheet.getByText(availability, { exact: true }).click()
    await expect(sheet.getByRole('radio', { name: availability })).toBeChecked()
    await sheet.getByRole('button', { name: common.closeSheet() }).click()
    await expect(sheet).toBeHidden()
  }

  /** Stops selling a good. */
  async withdraw(good: string): Promise<void> {
    await this.offer(good).click()
    await this.page.getByRole('button', { name: prices.withdraw() }).click()
    await this.page.getByRole('button', { name: prices.withdrawYes() }).click()
    await expect(this.offer(good)).toBeHidden()
  }

  /** Puts a good of the list on sale, found by a word that people use. */
  async addOffer(offer: { words: string; good: string; price: string }): Promise<void> {
    await this.page.getByRole('button', { name: prices.addOffer() }).click()
    const sheet = this.page.getByRole('dialog')
    await sheet.getByLabel(prices.whatToSell()).fill(offer.words)
    await sheet.getByRole('button', { name: offer.good, exact: true }).click()
    await sheet.getByLabel(/^Harga per/).fill(offer.price)
    await sheet.getByRole('button', { name: prices.saveOffer() }).click()
    await expect(this.page.getByText(prices.savedOffer(offer.good))).toBeVisible()
  }

  /** A code for a further phone of hers, confirmed by her PIN. */
  async codeForAnotherPhone(): Promise<string> {
    await this.tab(common.tabAccount())
    await this.page.getByRole('button', { name: account.newDevice() }).click()
    const sheet = this.page.getByRole('dialog')
    await sheet.getByLabel(account.pinNow()).fill(PIN)
    await sheet.getByRole('button', { name: account.makeCode() }).click()
    const code = await sheet.getByText(/^[A-Z]{4}-[A-Z]{4}$/).innerText()
    await sheet.getByRole('button', { name: common.closeSheet() }).click()
    return code
  }

  /** The card of one order at her desk. */
  order(name: string): Locator {
    return this.page.getByRole('article', { name })
  }

  async accept(name: string): Promise<void> {
    await this.order(name)
      .getByRole('button', { name: /^Siap, saya siapkan/ })
      .click()
  }

  /** Types figures for the lines of an order, in their order; null is "as ordered". */
  async pack(name: string, amounts: readonly (string | null)[]): Promise<void> {
    await this.order(name).getByRole('link', { name: stall.pack() }).click()
    for (const amount of amounts) {
      if (amount === null) {
        await this.page.getByRole('button', { name: stall.asOrdered() }).click()
        continue
      }
      await this.typeWeight(amount)
      await this.page.getByRole('button', { name: common.next() }).click()
    }
  }

  get #scale(): Locator {
    return this.page.getByRole('group', { name: /^Angka timbangan/ })
  }

  /** Types a figure of the scale. */
  async typeWeight(amount: string): Promise<void> {
    for (const digit of amount) await press(this.#scale, digit)
  }

  async eraseWeight(): Promise<void> {
    await press(this.#scale, common.eraseDigit())
  }

  /** Packs an order as ordered, but for the line at `out` (from 0), which is sold out. */
  async packWithout(name: string, { lines, out }: { lines: number; out: number }): Promise<void> {
    await this.order(name).getByRole('link', { name: stall.pack() }).click()
    for (let line = 0; line < lines; line++) {
      const answer = line === out ? stall.soldOut() : stall.asOrdered()
      await this.page.getByRole('button', { name: answer, exact: true }).click()
    }
  }

  async decline(name: string, reason: string): Promise<void> {
    await this.order(name).getByRole('button', { name: stall.cannot() }).click()
    const sheet = this.page.getByRole('dialog')
    await sheet.getByRole('radio', { name: reason }).check()
    await sheet.getByRole('button', { name: stall.declineYes() }).click()
    await expect(this.order(name)).toContainText(reason)
  }

  /** Taps "Selesai, total …" and gives the total that it says. */
  async finishPacking(): Promise<string> {
    const done = this.page.getByRole('button', { name: /^Selesai, total/ })
    const total = (await done.innerText()).replace(/^.*total\s*/s, '').trim()
    await done.click()
    await expect(this.page.getByRole('heading', { name: stall.deskTitle() })).toBeVisible()
    return total
  }

  /** Types the buyer's code and hands over. */
  async handOver(name: string, code: string): Promise<void> {
    await this.order(name).getByRole('link', { name: stall.handOver() }).click()
    const pad = this.page.getByRole('group', { name: stall.codeLabel() })
    for (const digit of code) await press(pad, digit)
    await this.page.getByRole('button', { name: /^Serahkan, terima/ }).click()
    await expect(this.page.getByRole('heading', { name: stall.deskTitle() })).toBeVisible()
  }
}
