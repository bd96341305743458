import { type Page, expect } from '@playwright/test'
import { chipSent } from '@pasar/web/messages/id/chip.ts'
import * as state from '@pasar/web/messages/id/state.ts'

/** Waits until the quiet chip says that all has reached the market. */
export const sent = (page: Page): Promise<void> =>
  expect(page.getByRole('link', { name: chipSent() })).toBeVisible()

/**
 * Taps the chip and "Coba kirim sekarang", as somebody does who does not want to wait for the next
 * try, and comes back. Where the loop was faster there is nothing to send any more.
 */
export async function sendNow(page: Page): Promise<void> {
  const chip = page.locator('a.chip')
  await expect(chip).toBeVisible()
  await chip.click()
  const button = page.getByRole('button', { name: state.sendNow() })
  const title = page.getByRole('heading', { name: state.unsettledTitle() })
  await expect(title).toBeVisible()
  if (await button.isVisible()) {
    await button.click({ timeout: 5_000 }).catch(() => undefined) // gone: it was sent meanwhile
  }
  await page.goBack()
  await expect(title).toBeHidden()
}
