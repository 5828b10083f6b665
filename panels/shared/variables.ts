'use client';

import { createContext } from 'react';
import type { PanelLink } from './link';

/** Words by name, for `{{name}}` in what a panel says. */
export const VariablesContext = createContext<Record<string, string>>({});

/** The address of a link in the time, filters and controls of the page; undefined where its reader may not go there. */
export const LinkTargets = createContext<(link: PanelLink) => string | undefined>((link) => (link.to === 'url' ? link.url : undefined));
