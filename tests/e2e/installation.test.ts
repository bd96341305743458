import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type GeneratedMarket, generatedMarket } from '../fixtures/generated-market.ts'
import { Household } from './support/household.ts'
import { sent } from './support/sending.ts'
import { expect, test } from './support/test.ts'
import { PIN, Vendor, typeNewPin } from './support/vendor.ts'

test.use({ isDemo: false })

test('the first admin claims an empty installation by its link, once', async ({
  server,
  openPhone,
}) => {
  const link = server.claimPath
  const phone = await openPhone(link)
  await phone.page.getByLabel('Nama', { exact: true }).fill('Bu Dinas')
  await phone.page.getByLabel('Nomor HP', { exact: true }).fill('081234567891')
  await typeNewPin(phone.page, PIN)
  await phone.page.getByRole('button', { name: 'Mulai', exact: true }).click()
  await expect(phone.page.getByRole('heading', { name: 'Kantor' })).toBeVisible()
  await expect(phone.page.getByText('Belum ada pasar').first()).toBeVisible()

  const late = await openPhone(link)
  await late.page.getByLabel('Nama', { exact: true }).fill('Orang lain')
  await late.page.getByLabel('Nomor HP', { exact: true }).fill('081234567892')
  await typeNewPin(late.page, PIN)
  await late.page.getByRole('button', { name: 'Mulai', exact: true }).click()
  await expect(late.page.getByText(/Kode ini sudah dipakai|Kode tidak dikenal/)).toBeVisible()

  await server.stop()
  await server.start()
  expect(() => server.claimPath).toThrow('no link to claim by')
})

test('a market of 8,000 offers that nobody has seen is loaded, sold from and ordered from', async ({
  server,
  openPhone,
}) => {
  const generated = generatedMarket('never seen', { markets: 3, stalls: 400, offers: 8_000 })
  const file = join(server.dataDir, 'market.json')
  writeFileSync(file, JSON.stringify(generated.intents))
  await server.stop()
  expect(server.command('seed', file)).toContain('0 known already, 0 refused.')
  await server.start()
  const { market, stall, vendorId } = firstStall(generated)
  const code = /[A-Z]{4}-[A-Z]{4}/.exec(server.command('code', vendorId))?.[0] ?? ''

  const vendor = new Vendor(await openPhone())
  await vendor.redeem(code)
  await vendor.tab('Harga')
  await expect(vendor.page.getByRole('textbox', { name: /^Harga .* per / }).first()).toBeVisible()
  const [label = '', price = ''] = [...(await vendor.allPrices())][0] ?? []
  const [, good = ''] = /^Harga (.*) per /.exec(label) ?? []

  const sri = new Household(await openPhone())
  await sri.chooseMarket(market)
  await sri.search('brambang')
  await expect(sri.goods.getByRole('link').first()).toContainText('Bawang merah')
  await sri.search(good)
  const row = await sri.row(good, stall)
  await expect(row).toContainText(`Rp${price}`)
  await row.click()
  await sri.putInBasket()
  const order = await sri.orderForLater()
  await expect(sri.page.getByText('Sudah terkirim ke pasar.')).toBeVisible()

  await vendor.tab('Pesanan')
  await expect(vendor.order(order.name)).toContainText(good)
  await vendor.accept(order.name)
  await vendor.pack(order.name, [null])
  await vendor.finishPacking()
  await sent(vendor.page)
  await sri.phone.goTo('/')
  await sri.openOrder(order.name)
  await expect(sri.page.getByText('siap diambil').first()).toBeVisible()
})

/** A stall of the first market, which works every day, with the names that people see. */
function firstStall(generated: GeneratedMarket) {
  const [marketId] = generated.marketIds
  const argsOf = (name: string): readonly Record<string, unknown>[] =>
    generated.intents
      .filter((intent) => intent.name === name)
      .map(({ args }) => args as Record<string, unknown>) // arguments of one kind of intent
  const market = argsOf('market.create.v1').find((args) => args['marketId'] === marketId)
  const stall = argsOf('stall.open.v1').find((args) => args['marketId'] === marketId)
  const index = generated.stallIds.findIndex((id) => id === stall?.['stallId'])
  return {
    market: String(market?.['name']),
    stall: String(stall?.['name']),
    vendorId: generated.vendorIds[index] ?? '',
  }
}
