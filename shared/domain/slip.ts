/**
 * True where one slip of the finger leads from one word to the other: a letter wrong, missing, too
 * many, or two neighbours swapped (optimal string alignment distance of exactly 1). Equal words
 * are no slip. Linear in the length of the words.
 */
export function slips(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.length - short.length > 1) return false
  let start = 0
  while (start < short.length && short[start] === long[start]) start++
  if (start === long.length) return false
  const rest = (text: string, skip: number): string => text.slice(start + skip)
  if (short.length < long.length) return rest(short, 0) === rest(long, 1)
  const isSwapped = short[start] === long[start + 1] && short[start + 1] === long[start]
  return rest(short, 1) === rest(long, 1) || (isSwapped && rest(short, 2) === rest(long, 2))
}
