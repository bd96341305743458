/** Rows kept drawn above and below the visible part, so that a fling does not show paper. */
const SPARE_ROWS = 8

/** Which rows of a list of `count` fixed-height rows to draw: `from` included, `to` not. Pixels. */
export function windowOf(list: {
  readonly count: number
  readonly rowPx: number
  readonly scrolledPx: number
  readonly viewPx: number
}): { readonly from: number; readonly to: number } {
  const first = Math.floor(list.scrolledPx / list.rowPx) - SPARE_ROWS
  const last = Math.ceil((list.scrolledPx + list.viewPx) / list.rowPx) + SPARE_ROWS
  const from = Math.max(0, Math.min(first, list.count))
  return { from, to: Math.max(from, Math.min(last, list.count)) }
}
