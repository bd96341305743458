import { formatPhone, parsePhone, PhoneSchema, waLink } from '@pasar/shared/domain/phone.ts'
import { is } from 'valibot'
import { describe, expect, test } from 'vitest'

describe('a typed phone number', () => {
  test.each([
    ['081234567890', '6281234567890'],
    ['0812-3456-7890', '6281234567890'],
    ['0812 3456 7890', '6281234567890'],
    ['81234567890', '6281234567890'],
    ['6281234567890', '6281234567890'],
    ['+62 812-3456-7890', '6281234567890'],
    ['+62 (0)812 3456 7890', '6281234567890'],
    ['+62(0)81234567890', '6281234567890'],
    ['62 (0) 812 3456 7890', '6281234567890'],
    ['(0812) 34567890', '6281234567890'],
    ['HP: 0812.3456.7890', '6281234567890'],
    ['0812345678', '62812345678'],
    ['0812345678901', '62812345678901'],
  ])('%j is stored as %s, M12', (text, value) => {
    expect(parsePhone(text)).toEqual({ ok: true, value })
  })

  test.each([
    ['', 'empty'],
    ['belum ada', 'empty'],
    ['081234567', 'notAPhone'],
    ['08123456789012', 'notAPhone'],
    ['021 345 6789', 'notAPhone'],
    ['0334881234', 'notAPhone'],
    ['+1 202 555 0100', 'notAPhone'],
    ['+62 0812 3456 7890', 'notAPhone'],
    ['081234567890 / 081234567891', 'notAPhone'],
  ])('%j is refused as %s, M12', (text, why) => {
    expect(parsePhone(text)).toEqual({ ok: false, why })
  })

  test('has 8 to 11 digits after 628, M12', () => {
    const valid = [7, 8, 11, 12].map((digits) => is(PhoneSchema, `628${'1'.repeat(digits)}`))
    expect(valid).toEqual([false, true, true, false])
    expect(is(PhoneSchema, '081234567890')).toBe(false)
    expect(is(PhoneSchema, '6281234567890\n')).toBe(false)
  })
})

test('a number is shown as people dial it, and reads back, M12', () => {
  expect(['62812345678', '6281234567890', '62812345678901'].map(formatPhone)).toEqual([
    '0812-3456-78',
    '0812-3456-7890',
    '0812-3456-78901',
  ])
  expect(parsePhone(formatPhone('6281234567890'))).toEqual({ ok: true, value: '6281234567890' })
})

test('the WhatsApp link carries its text whole, M12', () => {
  expect(waLink('6281234567890', '')).toBe('https://wa.me/6281234567890')
  expect(waLink('6281234567890', 'Bu, 1 kg & cabai? #5 🌶')).toBe(
    'https://wa.me/6281234567890?text=Bu%2C%201%20kg%20%26%20cabai%3F%20%235%20%F0%9F%8C%B6',
  )
  expect(waLink('6281234567890', 'pedas \ud83c')).toBe(
    'https://wa.me/6281234567890?text=pedas%20%EF%BF%BD',
  )
})
