/** Whether what the client holds is what it would get. */
export function isFresh(ifNoneMatch: string | undefined, tag: string): boolean {
  const held = (ifNoneMatch ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''))
  return held.includes(tag) || held.includes('*')
}
