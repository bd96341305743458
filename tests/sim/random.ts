/** Seeded chance (sfc32, public domain): the only source of it in a simulated world. */
export class Random {
  #a: number
  #b: number
  #c: number
  #counter = 1

  constructor(seed: number, stream = '') {
    this.#a = seed >>> 0
    this.#b = (seed / 4294967296) >>> 0
    this.#c = 0x9e3779b9
    for (let index = 0; index < stream.length; index++) {
      this.#c = Math.imul(this.#c ^ stream.charCodeAt(index), 0x01000193) >>> 0
    }
    for (let round = 0; round < 12; round++) this.next()
  }

  /** [0, 1) */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum
    return (sum >>> 0) / 4294967296
  }

  /** from … to, both included */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1))
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** One of `list`, or undefined where it is empty. */
  pick<Item>(list: readonly Item[]): Item | undefined {
    return list[Math.floor(this.next() * list.length)]
  }

  /** One of `first` and `rest`. */
  one<Item>(first: Item, ...rest: readonly Item[]): Item {
    return this.pick([first, ...rest]) ?? first
  }

  /** One name, in proportion to its weight. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const entries = Object.entries(weights) as [Name, number][] // keys of a record of Name
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [name, weight] of entries) {
      left -= weight
      if (left < 0) return name
    }
    return entries[entries.length - 1]![0]
  }

  text(alphabet: string, length: number): string {
    let text = ''
    for (let index = 0; index < length; index++) text += alphabet[this.int(0, alphabet.length - 1)]
    return text
  }
}
