/**
 * On a shared page the pictures that the server painted stay as they are until somebody touches the page: the code of charts, more than
 * all the rest of it, is not loaded for those who only look. Everywhere else it comes at once.
 */
let asleep: Promise<void> | undefined;
let sleeping = false;
let wakeUp = () => {};

const touches = ['pointerdown', 'pointermove', 'touchstart', 'wheel', 'scroll', 'keydown', 'focusin'] as const;

/** Holds back the code of pictures until the page is touched. Call where a shared page's code begins, in a browser. */
export function sleepUntilTouched(): void {
  if (typeof window === 'undefined' || asleep) return;
  sleeping = true;
  asleep = new Promise((resolve) => {
    wakeUp = () => {
      sleeping = false;
      for (const touch of touches) window.removeEventListener(touch, wakeUp, { capture: true });
      resolve();
    };
    for (const touch of touches) window.addEventListener(touch, wakeUp, { capture: true, passive: true });
  });
}

/** When the code of pictures may come. */
export const whenAwake = (): Promise<void> => asleep ?? Promise.resolve();

/** Whether the page is still only looked at. */
export const isAsleep = (): boolean => sleeping;

/** Something has to be drawn that the server has not painted. */
export const wake = (): void => wakeUp();
