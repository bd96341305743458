import { type Locator, type Page, expect } from '@playwright/test'
import * as basket from '@pasar/web/messages/id/basket.ts'
import * as common from '@pasar/web/messages/id/common.ts'
import * as orders from '@pasar/web/messages/id/orders.ts'
import * as line from '@pasar/web/messages/id/line.ts'
import * as shop from '@pasar/web/messages/id/shop.ts'
import type { Phone } from './phone.ts'

/** An order just saved: its name on screens and the code for the stalls. */
export type Saved = { readonly name: string; readonly code: string }

export type PackedLine = {
  readonly good: string
  readonly ordered: string
  readonly packed: string
  readonly cost: string
}

/** What a household does on its phone, by the words that it reads. */
export class Household {
  readonly phone: Phone

  constructor(phone: Phone) {
    this.phone = phone
  }

  get page(): Page {
    return this.phone.page
  }

  /** Picks a market and waits until its goods are here. */
  async chooseMarket(name: string): Promise<void> {
    await this.page.getByRole('button').filter({ hasText: name }).click()
    await expect(this.goods.getByRole('link').first()).toBeVisible()
  }

  get goods(): Locator {
    return this.page.getByRole('list', { name: shop.goodsList() })
  }

  async search(words: string): Promise<void> {
    await this.page.getByRole('searchbox', { name: shop.searchLabel() }).fill(words)
    await expect(this.page.getByRole('heading', { name: /ketemu$/i })).toBeVisible()
  }

  /** The row of a good at a stall. The list draws what is near the screen: scroll until it is. */
  async row(good: string, stallName: string): Promise<Locator> {
    const row = this.goods
      .getByRole('link')
      .filter({ hasText: good })
      .filter({ hasText: stallName })
    const scroller = this.page.locator('[data-scroll]')
    await scroller.evaluate((element) => element.scrollTo(0, 0))
    for (let step = 0; step < 60; step++) {
      if (await row.first().isVisible()) return row.first()
      await scroller.evaluate((element) => element.scrollBy(0, 300))
      await this.page.waitForTimeout(30)
    }
    throw new Error(`no ${good} of ${stallName} in the list`)
  }

  /** Opens a good of a stall, found by `words`. */
  async open(words: string, found: { good: string; stall: string }): Promise<void> {
    await this.search(words)
    await (await this.row(found.good, found.stall)).click()
    await expect(this.page.getByRole('group', { name: line.quickAmounts() })).toBeVisible()
  }

  /** Taps a quick amount. */
  async pick(amount: string): Promise<void> {
    const picks = this.page.getByRole('group', { name: line.quickAmounts() })
    await picks.getByRole('button', { name: amount, exact: true }).click()
  }

  /** Chooses to buy by rupiah. */
  async byValue(): Promise<void> {
    const ways = this.page.getByRole('group', { name: line.howToBuy() })
    await ways.getByText(line.byValue(), { exact: true }).click()
  }

  /** Finds a good and puts the first amount of it in the basket. */
  async take(words: string, found: { good: string; stall: string }): Promise<void> {
    await this.open(words, found)
    await this.putInBasket()
  }

  async putInBasket(): Promise<void> {
    await this.page.getByRole('button', { name: line.putInBasket() }).click()
    await expect(this.goods).toBeVisible()
  }

  async openBasket(): Promise<void> {
    await this.page.getByRole('link', { name: /\d+ barang, \d+ lapak/ }).click()
    await expect(this.page.getByRole('heading', { name: basket.basketTitle() })).toBeVisible()
  }

  /** The last of the days on offer: never today, so that prices are estimates at any hour. */
  async chooseLastDay(): Promise<void> {
    const days = this.page.getByRole('group', { name: basket.pickupDay() }).getByRole('radio')
    await days.last().check()
  }

  /** The usual person of these tests, with a first order. */
  async orderForLater(): Promise<Saved> {
    await this.openBasket()
    await this.chooseLastDay()
    await this.typePerson({ name: 'Bu Sri', phone: '081234567890' })
    return this.place()
  }

  async typePerson(person: { name: string; phone: string }): Promise<void> {
    await this.page.getByLabel(basket.yourName(), { exact: true }).fill(person.name)
    await this.page.getByLabel(basket.yourPhone(), { exact: true }).fill(person.phone)
    await this.page.getByRole('checkbox').check()
  }

  /** Estimate and ceiling of the basket. */
  get sums(): Locator {
    return this.page.locator('.sums')
  }

  get placeButton(): Locator {
    return this.page.getByRole('button', { name: /^Pesan/ })
  }

  /** Says that the order is saved on the phone. */
  get savedTitle(): Locator {
    return this.page.getByRole('heading', { name: basket.savedTitle() })
  }

  /** Orders, and reads name and code of what was saved. */
  async place(): Promise<Saved> {
    await this.placeButton.click()
    return this.readSaved()
  }

  /** Name and code of the order that was just saved. */
  async readSaved(): Promise<Saved> {
    await expect(this.savedTitle).toBeVisible()
    const beside = (label: string): Promise<string> =>
      this.page.getByText(label, { exact: true }).locator('+ p').innerText()
    return { name: await beside(basket.orderName()), code: await beside(basket.pickupCode()) }
  }

  async openOrder(name: string): Promise<void> {
    const menu = this.page.getByRole('navigation', { name: common.mainMenu() })
    if (await menu.isVisible()) await menu.getByRole('link', { name: common.tabOrders() }).click()
    else await this.phone.goTo('/pesanan')
    await this.page.getByRole('link', { name: orders.seeDetail(name) }).click()
    await expect(this.page.getByRole('heading', { name: orders.orderCalled(name) })).toBeVisible()
  }

  /** Cancels the order on the screen, and means it. */
  async cancel(): Promise<void> {
    await this.page.getByRole('button', { name: orders.cancelOrder() }).click()
    await this.page.getByRole('button', { name: orders.cancelYes() }).click()
  }

  /** What was ordered and what was packed, line by line. */
  async packedLines(): Promise<readonly PackedLine[]> {
    const lines = await this.page.locator('.screen li').all()
    return Promise.all(
      lines.map(async (line) => ({
        good: await line.locator('b').first().innerText(),
        ordered: await line.locator('dd').nth(0).innerText(),
        packed: await line.locator('dd').nth(1).innerText(),
        cost: await line.locator('.cost b').innerText(),
      })),
    )
  }

  /** The text of an order's page, as one reads it down. */
  async readOrder(): Promise<readonly string[]> {
    const text = await this.page.locator('.screen').innerText()
    return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
  }
}
