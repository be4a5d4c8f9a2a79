import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { openPreview, type OpenOptions } from './open-preview.ts';

/** The preview that all tests of a file share. */
export interface SharedPreview {
  readonly page: Page;
  readonly url: string;
  /** Takes back what a test has made fail on purpose: the browser reports each such answer, too. */
  forgive(): void;
}

/** Opens the preview before the tests of a file. After each test nothing may have gone wrong on its page. */
export function usePreview(options: OpenOptions = {}): SharedPreview {
  const opened: { preview?: Awaited<ReturnType<typeof openPreview>> } = {};
  const preview = () => {
    if (!opened.preview) {
      throw new Error('The preview is not open yet.');
    }
    return opened.preview;
  };
  beforeAll(async () => {
    opened.preview = await openPreview(options);
  });
  afterAll(() => opened.preview?.close());
  afterEach(() => {
    const { errors, failed, outside } = preview();
    expect([...errors.splice(0), ...failed.splice(0), ...outside.splice(0)]).toEqual([]);
  });
  return {
    get page() {
      return preview().page;
    },
    get url() {
      return preview().url;
    },
    forgive: () => {
      preview().errors.splice(0);
      preview().failed.splice(0);
    },
  };
}
