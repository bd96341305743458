// Runs before the first paint, so that a phone at night does not flash white. The market lives at
// night: dark from 18.00 to 05.30 local time (UTC+7), or by the system's wish, or as pinned.
;(() => {
  let pinned = null
  try {
    pinned = localStorage.getItem('pasar-theme')
  } catch {
    // A browser that forbids storage still gets a theme by the clock.
  }
  const minute = Math.floor((Date.now() / 60000 + 420) % 1440)
  const isNight = minute >= 18 * 60 || minute < 5 * 60 + 30
  const isWished = matchMedia('(prefers-color-scheme: dark)').matches
  const automatic = isNight || isWished ? 'dark' : 'light'
  document.documentElement.dataset.theme =
    pinned === 'light' || pinned === 'dark' ? pinned : automatic
})()
