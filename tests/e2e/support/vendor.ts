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
  const { code, pin = PIN } = typed
  await page.getByLabel(account.codeLabel()).fill(code)
  await page.getByLabel(account.pinOnce()).fill(pin)
  await page.getByLabel(account.pinTwice()).fill(pin)
  await page.getByRole('button', { name: account.enterNow(), exact: true }).click()
}

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

  /** Opens the app that her PIN locks. */
  async unlock(): Promise<void> {
    const pad = this.page.getByRole('group', { name: account.pinTitle() })
    for (const digit of PIN) await pad.getByRole('button', { name: digit, exact: true }).click()
    await expect(pad).toBeHidden()
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

  /** All prices on the screen, by the label of their field. */
  async allPrices(): Promise<ReadonlyMap<string, string>> {
    const fields = await this.page.getByRole('textbox', { name: /^Harga .* per / }).all()
    const read = new Map<string, string>()
    for (const field of fields) {
      read.set((await field.getAttribute('aria-label')) ?? '', await field.inputValue())
    }
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
      const pad = this.page.getByRole('group', { name: /^Angka timbangan/ })
      for (const digit of amount) {
        await pad.getByRole('button', { name: digit, exact: true }).click()
      }
      await this.page.getByRole('button', { name: common.next() }).click()
    }
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
    for (const digit of code) await pad.getByRole('button', { name: digit, exact: true }).click()
    await this.page.getByRole('button', { name: /^Serahkan, terima/ }).click()
    await expect(this.page.getByRole('heading', { name: stall.deskTitle() })).toBeVisible()
  }
}
