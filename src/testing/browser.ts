/** What jsdom lacks and Grafana's components ask for; does nothing in suites without a page. */
if (typeof window !== 'undefined') {
  const nothing = () => undefined;
  const matchMedia = (media: string) => ({
    media,
    matches: false,
    addEventListener: nothing,
    removeEventListener: nothing,
    addListener: nothing,
    removeListener: nothing,
  });
  class Observer {
    observe = nothing;
    unobserve = nothing;
    disconnect = nothing;
  }
  const missing = { matchMedia, ResizeObserver: Observer, IntersectionObserver: Observer };
  for (const [name, value] of Object.entries(missing)) {
    Object.defineProperty(window, name, { configurable: true, writable: true, value });
    Object.defineProperty(globalThis, name, { configurable: true, writable: true, value });
  }
}

export {};
