import { modulo } from '../lib/integer.ts'
import type { Pasaran } from './market.ts'

/** The five days of the Javanese market week, in their order. */
export const PASARAN: readonly Pasaran[] = ['Legi', 'Pahing', 'Pon', 'Wage', 'Kliwon']

/** The pasaran of a local civil day (epoch day): 17 August 1945 was Jumat Legi (M11). */
export const pasaranOf = (day: number): Pasaran => PASARAN[modulo(day + 3, 5)]! // 0 … 4 by the modulo
