// Runs before the first paint, so that a phone at night does not flash white. The market lives at
// night: dark from 18.00 to 05.30 local time (UTC+7), or by the system's wish, or as pinned.
;(() => {
  const root = document.documentElement
  const wish = matchMedia('(prefers-color-scheme: dark)')
  let pinned = 'auto'
  try {
    pinned = localStorage.getItem('pasar-theme') ?? 'auto'
  } catch {
    // A browser that forbids storage still gets a theme by the clock.
  }
  const apply = () => {
    const minute = Math.floor((Date.now() / 60000 + 420) % 1440)
    const isNight = minute >= 18 * 60 || minute < 5 * 60 + 30
    const automatic = isNight || wish.matches ? 'dark' : 'light'
    root.dataset.theme = pinned === 'light' || pinned === 'dark' ? pinned : automatic
    root.dataset.themePinned = pinned
  }
  document.addEventListener('pasar-theme', (event) => {
    pinned = event.detail
    try {
      localStorage.setItem('pasar-theme', pinned)
    } catch {
      // It holds until the page is closed.
    }
    apply()
  })
  wish.addEventListener('change', apply)
  setInterval(apply, 60000)
  apply()
})()
