import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../../demo/generator/random.ts';
import type { Proxy } from '../support/fake-servers.ts';
import type { SoakTarget } from './target.ts';

/** What a fault needs. */
export interface Scene {
  readonly proxy: Proxy;
  readonly target: SoakTarget;
  readonly random: Random;
  /** Whether nobody asks from now on. */
  pause(paused: boolean): void;
  /** Presses Save & test, as people do once a password is right again. */
  saveAndTest(): Promise<void>;
  /** Adds to the list of what must not happen. */
  wrong(text: string): void;
}

/** Seconds that a refused login lasts here; well within its first pause. */
const refusedFor = 12;

/** Each fault, from its beginning to its end. */
export const faults: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
  cut: ({ proxy }) => {
    proxy.cut();
    return Promise.resolve();
  },
  'black hole': ({ proxy }) => {
    proxy.forget();
    return Promise.resolve();
  },
  'black hole while idle': async ({ proxy, pause }) => {
    pause(true);
    await sleep(7000);
    proxy.forget();
    pause(false);
  },
  'nothing comes back': async ({ proxy, random }) => {
    proxy.hold(true);
    await sleep(random.int(1000, 8000));
    proxy.cut();
    proxy.hold(false);
  },
  refused: async ({ proxy, random }) => {
    proxy.block(true);
    proxy.cut();
    await sleep(random.int(500, 5000));
    proxy.block(false);
  },
  'reset mid-row': async ({ proxy, random }) => {
    proxy.trip(random.int(1, 6000));
    await sleep(1500);
  },
  restart: async ({ proxy, target, random }) => {
    const downFor = random.int(500, 4000);
    if (target.restart) {
      await target.restart(downFor);
    } else {
      proxy.block(true);
      proxy.cut();
      await sleep(downFor);
      proxy.block(false);
    }
  },
  'login refused': async ({ proxy, target, saveAndTest, wrong }) => {
    await target.refuse(true);
    proxy.cut();
    const before = proxy.connections();
    await sleep(refusedFor * 1000);
    const tried = proxy.connections() - before;
    if (tried > 1) {
      wrong(`${tried} logins were tried within the pause`);
    }
    await target.refuse(false);
    await saveAndTest();
  },
};
