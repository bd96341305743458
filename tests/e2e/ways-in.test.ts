import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { Household } from './support/household.ts'
import { sent } from './support/sending.ts'
import { expect, test } from './support/test.ts'
import { PIN, Vendor, typeCode } from './support/vendor.ts'

test('wrong, used and expired codes are told apart, and cost nothing', async ({
  server,
  openPhone,
}) => {
  const old = server.code('Bu Tin')
  await server.stop()
  const database = new DatabaseSync(join(server.dataDir, 'pasar.db'))
  database.exec('UPDATE codes SET expires_at = 1')
  database.close()
  await server.start()

  const phone = await openPhone('/masuk')
  const tells = async (typed: { code: string; pin?: string }, words: string): Promise<void> => {
    await typeCode(phone.page, typed)
    await expect(phone.page.getByText(words)).toBeVisible()
  }
  await tells({ code: 'ABC' }, 'Kode terdiri dari 8 huruf.')
  await tells({ code: 'ABCD-EFGH' }, 'Kode tidak dikenal. Periksa lagi hurufnya.')
  await tells({ code: old }, 'Kode ini sudah lewat waktunya.')
  await tells({ code: server.code('Bu Tin'), pin: '123' }, 'PIN harus 6 angka.')

  const tin = new Vendor(phone)
  await tin.redeem(server.code('Bu Tin'))
  const other = await openPhone('/masuk')
  await typeCode(other.page, { code: server.code('Bu Tin') })
  await expect(other.page.getByText('Kode ini sudah dipakai.')).toBeVisible()

  await server.stop()
  await typeCode(other.page, { code: server.code('Bu Sum') })
  await expect(other.page.getByText('Belum ada sinyal.')).toBeVisible()
})

test('a sixth wrong PIN waits, also after the app was killed; the right one opens later', async ({
  server,
  openPhone,
}) => {
  const tin = new Vendor(await openPhone())
  await tin.redeem(server.code('Bu Tin'))
  await tin.tab('Akun')
  await tin.page.getByRole('button', { name: 'Kunci sekarang' }).click()
  for (let left = 4; left > 0; left--) {
    await tin.typePin('111222')
    await expect(tin.page.getByText(`Sisa ${left} kali coba`)).toBeVisible()
  }
  await tin.typePin('111222')
  await expect(tin.page.getByText(/Terlalu sering salah. Tunggu \d+ detik/)).toBeVisible()
  await tin.typePin(PIN)
  await expect(tin.lock).toBeVisible()
  await expect(tin.page.getByText(/Terlalu sering salah/)).toBeVisible()

  await tin.phone.kill()
  await tin.phone.open('/harga')
  await tin.typePin(PIN)
  await expect(tin.page.getByText(/Terlalu sering salah. Tunggu \d+ detik/)).toBeVisible()
  await expect(tin.page.getByText('Harga pagi')).toBeHidden()
  await tin.page.waitForTimeout(31_000)
  await tin.unlock()
  await expect(tin.page.getByRole('heading', { name: 'Harga pagi' })).toBeVisible()
})

test('wrong PINs for a further phone are refused by the market, which waits too', async ({
  server,
  openPhone,
}) => {
  const tin = new Vendor(await openPhone())
  await tin.redeem(server.code('Bu Tin'))
  await tin.tab('Akun')
  await tin.page.getByRole('button', { name: 'Pakai di HP lain' }).click()
  const sheet = tin.page.getByRole('dialog')
  for (let wrong = 1; wrong <= 6; wrong++) {
    await sheet.getByLabel('PIN Anda').fill('111222')
    await sheet.getByRole('button', { name: 'Buat kode' }).click()
    // the field is emptied with the answer
    await expect(sheet.getByLabel('PIN Anda')).toHaveValue('')
    const words = wrong < 6 ? 'PIN salah.' : 'Terlalu sering mencoba.'
    await expect(sheet.getByText(words)).toBeVisible()
  }
  await expect(sheet.getByText(/^[A-Z]{4}-[A-Z]{4}$/)).toBeHidden()
})

test('a phone killed right after it joined still has its session', async ({
  server,
  openPhone,
}) => {
  const tin = new Vendor(await openPhone())
  await tin.redeem(server.code('Bu Tin'))
  await tin.phone.kill()
  await tin.phone.open('/harga')
  await tin.unlock()
  await tin.setPrice({ name: 'Tomat', unit: 'kg' }, '11.000')
  await sent(tin.page)
})

test('a household that registered sees its account on the phone and nothing of a stall', async ({
  openPhone,
}) => {
  const sri = new Household(await openPhone())
  await sri.chooseMarket('Pasar Baru')
  await sri.take('tomat', { good: 'Tomat', stall: 'Bu Tin' })
  await sri.orderForLater()
  await sent(sri.page)
  await sri.phone.goTo('/akun')
  await expect(sri.page.getByText('Bu Sri')).toBeVisible()
  await expect(sri.page.getByText('Pembeli')).toBeVisible()
  await sri.phone.goTo('/lapak')
  await expect(sri.page.getByText('Siap, saya siapkan')).toBeHidden()
})
