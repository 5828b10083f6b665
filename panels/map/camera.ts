'use client';

import { type RefObject, useRef, useState } from 'react';

/** What part of the map is shown: moved by pixels, then enlarged. */
export interface Camera {
  x: number;
  y: number;
  scale: number;
}

export const home: Camera = { x: 0, y: 0, scale: 1 };
const mostScale = 24;

function zoomed(camera: Camera, factor: number, at: { x: number; y: number }): Camera {
  const scale = Math.min(mostScale, Math.max(1, camera.scale * factor));
  const by = scale / camera.scale;
  return scale === 1 ? home : { scale, x: at.x - (at.x - camera.x) * by, y: at.y - (at.y - camera.y) * by };
}

/** The pointer's place in the element. */
export function local(element: RefObject<Element | null>, event: { clientX: number; clientY: number }) {
  const box = element.current?.getBoundingClientRect();
  return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
}

/** Zoom by buttons and double click, move by dragging. */
export function useCamera(element: RefObject<Element | null>, width: number, height: number, movable: boolean) {
  const [camera, setCamera] = useState(home);
  const drag = useRef<{ x: number; y: number; camera: Camera; moved: boolean }>(null);
  const stop = () => {
    drag.current = null;
  };
  const handlers = {
    onPointerDown: (event: React.PointerEvent) => {
      if (movable) drag.current = { ...local(element, event), camera, moved: false };
    },
    onPointerMove: (event: React.PointerEvent) => {
      const start = drag.current;
      if (!start) return;
      const now = local(element, event);
      if (Math.hypot(now.x - start.x, now.y - start.y) > 3) start.moved = true;
      if (start.moved && start.camera.scale > 1)
        setCamera({ ...start.camera, x: start.camera.x + now.x - start.x, y: start.camera.y + now.y - start.y });
    },
    onPointerUp: stop,
    onPointerLeave: stop,
    onDoubleClick: (event: React.MouseEvent) => setCamera(zoomed(camera, 2, local(element, event))),
  };
  return {
    camera,
    setCamera,
    zoom: (factor: number) => setCamera((now) => zoomed(now, factor, { x: width / 2, y: height / 2 })),
    handlers,
  };
}
