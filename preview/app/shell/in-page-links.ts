import { locationService } from '@grafana/runtime';

/** Makes links to this page's own addresses change the address instead of loading the page anew. Call once. */
export function keepLinksInPage(): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const href = link?.getAttribute('href');
    if (!href || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    // The attribute: inside SVG the property is an object, and data links say _self.
    const target = link?.getAttribute('target') ?? '_self';
    const url = new URL(href, document.baseURI);
    if (url.origin === location.origin && target === '_self' && !href.startsWith('#')) {
      event.preventDefault();
      locationService.push(url.pathname + url.search);
    }
  });
}
