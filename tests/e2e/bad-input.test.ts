import { Household } from './support/household.ts'
import { sent } from './support/sending.ts'
import { expect, test } from './support/test.ts'
import { Vendor } from './support/vendor.ts'

const WRONG_PRICES = [
  ['12.500,00', 'Tulis rupiah tanpa koma. Contoh: 12.500'],
  ['0', 'Terlalu kecil.'],
  ['-5', 'Tidak boleh kurang dari nol.'],
  ['1000000000000', 'Terlalu besar. Periksa angkanya.'],
  ['1e12', 'Ini bukan angka. Contoh: 12.500'],
  ['', 'Belum diisi.'],
] as const

test('prices that cannot be meant are said so where they are typed, and none is saved', async ({
  server,
  openPhone,
}) => {
  const tin = new Vendor(await openPhone())
  await tin.redeem(server.code('Bu Tin'))
  await tin.tab('Harga')
  await sent(tin.page)
  for (const [typed, words] of WRONG_PRICES) {
    await tin.price('Tomat', 'kg').fill(typed)
    await expect(tin.page.getByRole('alert').filter({ hasText: words })).toBeVisible()
    await expect(tin.page.getByRole('button', { name: 'Belum ada harga diubah' })).toBeDisabled()
  }
  await tin.price('Tomat', 'kg').fill('Rp 12.500')
  await tin.savePrices(1)
  await expect(tin.price('Tomat', 'kg')).toHaveValue('12.500')
  await sent(tin.page)

  await tin.page.getByRole('button', { name: 'Tambah dagangan' }).click()
  const sheet = tin.page.getByRole('dialog')
  await sheet.getByLabel('Jual apa?').fill('brambang')
  await sheet.getByRole('button', { name: 'Bawang merah', exact: true }).click()
  for (const [typed, words] of WRONG_PRICES) {
    await sheet.getByLabel(/^Harga per/).fill(typed)
    await sheet.getByRole('button', { name: 'Mulai jual' }).click()
    await expect(sheet.getByText(words)).toBeVisible()
  }
})

test('a weight of nothing or of a hundred tonnes is not packed', async ({ server, openPhone }) => {
  const tin = new Vendor(await openPhone())
  const sri = new Household(await openPhone())
  await tin.redeem(server.code('Bu Tin'))
  await sri.chooseMarket('Pasar Baru')
  await sri.take('tomat', { good: 'Tomat', stall: 'Bu Tin' })
  const order = await sri.orderForLater()
  await sent(sri.page)

  await tin.accept(order.name)
  await tin.order(order.name).getByRole('link', { name: 'Timbang dan siapkan' }).click()
  const next = tin.page.getByRole('button', { name: 'Berikutnya' })
  await tin.typeWeight('0')
  await expect(next).toBeDisabled()
  await tin.eraseWeight()
  await tin.typeWeight('99999999')
  await expect(tin.page.getByText('Terlalu besar. Periksa angkanya.')).toBeVisible()
  await expect(next).toBeDisabled()
})

test('names and phone numbers that cannot be meant stay in the basket with what is wrong', async ({
  openPhone,
}) => {
  const sri = new Household(await openPhone())
  await sri.chooseMarket('Pasar Baru')
  await sri.take('tomat', { good: 'Tomat', stall: 'Bu Tin' })
  await sri.openBasket()
  const tells = async (person: { name: string; phone: string }, words: string): Promise<void> => {
    await sri.typePerson(person)
    await sri.placeButton.click()
    await expect(sri.page.getByRole('alert').filter({ hasText: words }).first()).toBeVisible()
  }
  await tells({ name: '', phone: '081234567890' }, 'Belum diisi.')
  await tells({ name: 'Bu Sri', phone: '12345' }, 'Bukan nomor HP. Contoh: 0812 3456 7890')
  await tells({ name: 'Bu Sri', phone: '' }, 'Belum diisi.')
  // A name of 300 characters cannot even be typed.
  await sri.typePerson({ name: 'S'.repeat(300), phone: '081234567890' })
  await expect(sri.page.getByLabel('Nama', { exact: true })).toHaveValue('S'.repeat(60))
  await sri.page.getByRole('checkbox').uncheck()
  await sri.placeButton.click()
  await expect(sri.page.getByText('Centang dulu tanda setuju.')).toBeVisible()
})

test('a market whose hours nobody knows can be looked at, and not ordered from', async ({
  openPhone,
}) => {
  const sri = new Household(await openPhone())
  await sri.chooseMarket('Pasar Senduro')
  await expect(sri.page.getByText('jam buka belum diketahui')).toBeVisible()
  await sri.take('kopi', { good: 'Kopi', stall: 'Kopi Pak Tomo' })
  await sri.openBasket()
  await expect(
    sri.page.getByText('Pasar ini belum punya jam buka. Belum bisa pesan.'),
  ).toBeVisible()
  await expect(sri.placeButton).toBeDisabled()
})

test('only days on which a market works are offered', async ({ openPhone }) => {
  const sri = new Household(await openPhone())
  await sri.chooseMarket('Pasar Tempeh')
  await sri.take('tomat', { good: 'Tomat', stall: 'Bu Sutini' })
  await sri.openBasket()
  const days = sri.page.getByRole('group', { name: 'Diambil kapan?' }).getByRole('radio')
  const labels = await days.evaluateAll((radios) =>
    radios.map((radio) => radio.closest('label')?.textContent ?? ''),
  )
  expect(labels.length).toBeGreaterThan(0)
  expect(labels.filter((label) => !/Kamis|Minggu/.test(label))).toEqual([])
  expect(labels.filter((label) => !label.includes('04.00–08.00'))).toEqual([])
})
