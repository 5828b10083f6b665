/**
 * What the page does before its code has come: a press on a button in a region that still sleeps is kept, not lost.
 * Runs inline in the head; speaks to `Awake` through the attribute `data-awake` and the list `window.orielPressed`.
 */
export const keepPresses = `window.orielPressed=[];addEventListener('click',function(e){var b=e.isTrusted&&e.target.closest&&e.target.closest('button,[role=button],[role=tab],[role=switch]');var r=b&&b.closest('[data-awake]');if(!r||r.dataset.awake==='true')return;e.preventDefault();e.stopImmediatePropagation();orielPressed.push(b)},true);`;
