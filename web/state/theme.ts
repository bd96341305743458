/** Light, dark, or by the clock and the system's wish. */
export const THEMES = ['auto', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

/** What is pinned: the script in app.html, which runs before the first paint, keeps it and says it here. */
export const pinnedTheme = (): Theme =>
  THEMES.find((theme) => theme === document.documentElement.dataset['themePinned']) ?? 'auto'

/** Pins a theme on this device. */
export function pinTheme(theme: Theme): void {
  document.dispatchEvent(new CustomEvent('pasar-theme', { detail: theme }))
}
