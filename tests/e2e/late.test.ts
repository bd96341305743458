import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Household } from './support/household.ts'
import { sendNow, sent } from './support/sending.ts'
import { expect, test } from './support/test.ts'
import { Vendor } from './support/vendor.ts'

const TIN_TOMAT = { good: 'Tomat', stall: 'Bu Tin' }

test('an order that came too late says what it would cost on the next day, and is booked for it', async ({
  server,
  openPhone,
  relay,
}) => {
  const tin = new Vendor(await openPhone())
  const sri = new Household(await openPhone('/', { url: relay.url }))
  await tin.redeem(server.code('Bu Tin'))
  await sri.chooseMarket('Pasar Baru')
  await sri.take('tomat', TIN_TOMAT)
  await sri.phone.installed()
  relay.fault = 'noConnection'
  await sri.openBasket()
  await sri.typePerson({ name: 'Bu Sri', phone: '081234567890' })
  const order = await sri.place()

  // Meanwhile the market closes its orders for that day: they are taken a day ahead from now on.
  const edit = {
    marketId: 'pasar-baru',
    opening: [{ days: { kind: 'daily' }, fromMin: 0, toMin: 1, season: null }],
    pickupCutoffMin: 1_440,
  }
  const list = join(server.dataDir, 'edit.json')
  writeFileSync(list, JSON.stringify([{ name: 'market.edit.v1', args: edit, id: 'test:edit' }]))
  await server.stop()
  server.command('seed', list)
  await server.start()

  relay.fault = 'none'
  await sendNow(sri.page)
  await sri.openOrder(order.name)
  await expect(sri.page.getByText('Terlambat untuk jadwal itu')).toBeVisible()
  const line = sri.page.getByRole('listitem').filter({ hasText: 'Tomat' })
  await expect(line).toContainText('1 kg')
  const cost = await line.locator('.cost b').innerText()
  await expect(sri.sums).toContainText(cost.replace(/^± /, ''))
  await expect(tin.page.getByRole('article')).toHaveCount(0)

  await sri.page.getByRole('button', { name: /^Ya, pesan untuk/ }).click()
  await expect(sri.page.getByText('menunggu lapak').first()).toBeVisible()
  await sent(sri.page)
  await expect(tin.order(order.name)).toContainText('1 kg')
})
